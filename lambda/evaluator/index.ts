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
import { lateResponder } from './late-responder';

const reader = readReaderConfiguration();
const log = new VerdictLog(reader.tableName, readVerdictLog());
const upstreams = readUpstreams();
const { policy, tokens } = readPolicyAndTokens(upstreams);
const gate = new TokenGate(tokens, log);
const clientSecrets = readClientSecrets();
const allowlist = lateAllowlist(() => createAllowlistReader(reader));
const responder = lateResponder(() => ({
  policy,
  upstreams,
  clientSecrets,
  log,
  tokens: gate,
  localOrigins: readLocalOrigins(),
}));

/** Answers authorizer events and proxy events of a REST API. */
export const handler = createEvaluator({ policy, allowlist, log, tokens: gate }, () => responder.respond);

/**
 * Loads the client and what asks upstreams, connects to the table and reads the keys of issuers, so that the first request is as
 * fast as the second.
 */
export async function connect(): Promise<void> {
  const now = Date.now();
  const hasUpstream = upstreams.http.length > 0 || upstreams.oauth !== undefined;
  await Promise.all([
    connectingLookup(allowlist, now),
    gate.warm(now),
    hasUpstream ? responder.load() : undefined,
  ]);
}
