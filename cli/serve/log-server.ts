import { QUERIED_FIELDS } from '../../lib/contract';
import { startLogs, type LogsServer, type ResourceProperties } from '../../gateway';
import type { Closers } from './table-server';

/** The parts of a stack that are asked for its log groups. */
interface LogGroupOwner {
  resourcesOf(...types: readonly string[]): ResourceProperties[];
}

/** The logs of the functions of a stack, which the admin API asks for refused origins and for the use of entries. */
export async function openLogs(
  deployed: LogGroupOwner,
  onNote: (note: string) => void,
  closers: Closers,
): Promise<LogsServer> {
  const logGroups = deployed.resourcesOf('AWS::Logs::LogGroup').map(({ reference }) => reference);
  const server = await startLogs({ fields: QUERIED_FIELDS, logGroups, onNote });
  closers.add(() => server.close());
  return server;
}
