import {
  readClientSecrets,
  readPolicy,
  readReaderConfiguration,
  readUpstreams,
} from '../shared/configuration/configuration';
import { lateAllowlist } from '../shared/verdict/judge-call';
import { VerdictLog } from '../shared/log/verdict-log';
import { createAllowlistReader } from '../store/allowlist-reader';
import { createEvaluator } from './evaluator';
import { createResponder } from './responder';

const reader = readReaderConfiguration();
const policy = readPolicy();
const log = new VerdictLog(reader.tableName);
const upstreams = readUpstreams();
const clientSecrets = readClientSecrets();

/** Answers authorizer events and proxy events of a REST API. */
export const handler = createEvaluator(
  { policy, allowlist: lateAllowlist(() => createAllowlistReader(reader)), log },
  () => createResponder({ policy, upstreams, clientSecrets, log }),
);
