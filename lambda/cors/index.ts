import { readPolicy, readReaderConfiguration } from '../shared/configuration';
import type { Bench } from '../shared/judge-call';
import { problemResponse } from '../shared/problem-response';
import { VerdictLog } from '../shared/verdict-log';
import { createAllowlistReader } from '../store/allowlist-reader';
import { createEvaluator, type Responder } from './evaluator';

const reader = readReaderConfiguration();

const bench: Bench = {
  policy: readPolicy(),
  allowlist: createAllowlistReader(reader),
  log: new VerdictLog(reader.tableName),
};

const respond: Responder = (call, { headers }) =>
  Promise.resolve(problemResponse('no_backend', call.requestId, headers));

export const handler = createEvaluator(bench, () => Promise.resolve(respond));
