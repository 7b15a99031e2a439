import {
  readClientSecrets,
  readLocalOrigins,
  readReaderConfiguration,
  readUpstreams,
  readVerdictLog,
} from '../shared/configuration/configuration';
import { readPolicyAndTokens } from '../shared/configuration/token-configuration';
import { TokenGate } from '../shared/token/token-gate';
import { lateAllowlist } from '../shared/verdict/judge-call';
import { VerdictLog } from '../shared/log/verdict-log';
import { createAllowlistReader } from '../store/allowlist-reader';
import { connectingLookup } from './connecting-lookup';
import { createEvaluator } from './evaluator';
import { createResponder } from './responder';

const reader = readReaderConfiguration();
const log = new VerdictLog(reader.tableName, readVerdictLog());
const upstreams = readUpstreams();
const { policy, tokens } = readPolicyAndTokens(upstreams);
const gate = new TokenGate(tokens, log);
const clientSecrets = readClientSecrets();
const allowlist = lateAllowlist(() => createAllowlistReader(reader));

/** Answers authorizer events and proxy events of a REST API. */
export const handler = createEvaluator({ policy, allowlist, log, tokens: gate }, () =>
  createResponder({ policy, upstreams, clientSecrets, log, tokens: gate, localOrigins: readLocalOrigins() }),
);

/**
 * Loads the client, connects to the table and reads the keys of issuers, so that the first request is as fast as the second.
 */
export async function connect(): Promise<void> {
  const now = Date.now();
  await Promise.all([connectingLookup(allowlist, now), gate.warm(now)]);
}
