import {
  readClientSecrets,
  readPolicy,
  readReaderConfiguration,
  readUpstreams,
} from '../shared/configuration/configuration';
import { lateAllowlist } from '../shared/verdict/judge-call';
import { VerdictLog } from '../shared/log/verdict-log';
import { createAllowlistReader } from '../store/allowlist-reader';
import { connectingLookup } from './connecting-lookup';
import { createEvaluator } from './evaluator';
import { createResponder } from './responder';

const reader = readReaderConfiguration();
const policy = readPolicy();
const log = new VerdictLog(reader.tableName);
const upstreams = readUpstreams();
const clientSecrets = readClientSecrets();
const allowlist = lateAllowlist(() => createAllowlistReader(reader));

/** Answers authorizer events and proxy events of a REST API. */
export const handler = createEvaluator({ policy, allowlist, log }, () =>
  createResponder({ policy, upstreams, clientSecrets, log }),
);

/** Loads the client and connects to the table, so that the first look-up of a request is as fast as the second. */
export const connect = (): Promise<void> => connectingLookup(allowlist, Date.now());
