import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startTable } from './dynamodb';

/** The embedded DynamoDB in its own process: a bench that blocks does not block it. */
export interface TableProcess {
  readonly url: string;
  stop(): void;
}

export async function startTableProcess(): Promise<TableProcess> {
  const child = fork(__filename, { execArgv: ['--import', 'tsx'] });
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    stop: () => {
      child.disconnect();
    },
  };
}

if (require.main === module) {
  process.on('disconnect', () => process.exit());
  void startTable().then(({ url }) => process.send?.(url));
}
