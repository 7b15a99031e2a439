import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { POLICY } from '../lib/contract';
import { median, type Bench, type Figure } from './bench';
import { tableEnvironment } from './dynamodb';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent, plainProxyEvent } from './event';
import { inTurn } from './in-turn';
import { startTableProcess } from './table-process';
import { EVALUATOR, FIXTURES, timeOf } from './whole-process';

const RUNS = 21;
const BATCHES = 9;
const BATCH = 400;
const PATH = '/services/data/v60.0/query';
const ORIGIN = 'https://app.example.com';
const BACKEND = join(FIXTURES, 'wrapped-handler.cjs');
const JUDGES = ['authorizer', 'middleware'] as const;
type Judge = (typeof JUDGES)[number];

type Environment = Readonly<Record<string, string>>;
type Handler = (event: object) => Promise<unknown>;

/** Nothing is listed in the bench's table, so the request is let through by `report`; it needs the same look-up. */
function environmentFor(url: string): Environment {
  const policy = JSON.parse(EVALUATOR_ENVIRONMENT[POLICY] ?? '{}') as object;
  return {
    ...EVALUATOR_ENVIRONMENT,
    ...tableEnvironment(url),
    [POLICY]: JSON.stringify({ ...policy, enforcement: 'report' }),
  };
}

/** The shipped evaluator as authorizer, and the context of its verdict. */
async function contextBy(evaluator: Handler): Promise<Readonly<Record<string, unknown>>> {
  const { context } = (await evaluator(authorizerEvent(PATH, ORIGIN))) as {
    context: Record<string, unknown>;
  };
  return context;
}

/** Milliseconds of processor time for one request, both functions together, in the median batch. */
async function processorMillis(judge: Judge): Promise<number> {
  /* eslint-disable @typescript-eslint/no-require-imports -- files that are built */
  const evaluator = (require(EVALUATOR) as { handler: Handler }).handler;
  const backend = (require(BACKEND) as { handler: Handler }).handler;
  /* eslint-enable @typescript-eslint/no-require-imports */
  const ask =
    judge === 'middleware'
      ? () => backend(plainProxyEvent(PATH, ORIGIN))
      : async () => backend(plainProxyEvent(PATH, ORIGIN, await contextBy(evaluator)));
  const times: number[] = [];
  for (let batch = -1; batch < BATCHES; batch++) {
    const before = process.cpuUsage();
    for (let call = 0; call < BATCH; call++) await ask();
    const { user, system } = process.cpuUsage(before);
    // The first batch warms the code up.
    if (batch >= 0) times.push((user + system) / 1000 / BATCH);
  }
  return median(times);
}

/** Measures in a process of its own, whose output goes nowhere: each verdict writes lines. */
async function measuredApart(environment: Environment, judge: Judge): Promise<number> {
  const child = fork(__filename, [judge], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment, VERDICT_FROM: judge === 'authorizer' ? 'authorizer' : 'self' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [millis] = (await once(child, 'message')) as [number];
  return millis;
}

/** The context that the authorizer hands over, made in a process of its own too. */
async function contextApart(environment: Environment): Promise<Readonly<Record<string, unknown>>> {
  const child = fork(__filename, ['context'], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [context] = (await once(child, 'message')) as [Readonly<Record<string, unknown>>];
  return context;
}

/** Whole processes: both functions start, or one of them. */
function coldFigures(
  environment: Environment,
  context: Readonly<Record<string, unknown>>,
): readonly Figure[] {
  const judged = { file: EVALUATOR, event: authorizerEvent(PATH, ORIGIN), environment };
  const behind = {
    file: BACKEND,
    event: plainProxyEvent(PATH, ORIGIN, context),
    environment: { ...environment, VERDICT_FROM: 'authorizer' },
  };
  const alone = {
    file: BACKEND,
    event: plainProxyEvent(PATH, ORIGIN),
    environment: { ...environment, VERDICT_FROM: 'self' },
  };
  return inTurn('first request, one look-up', RUNS, 1, {
    middleware: () => timeOf(alone),
    'authorizer and backend': () => timeOf(judged) + timeOf(behind),
  });
}

export const judgedByBench: Bench = {
  name: 'judged-by',
  about:
    'One cross-origin request that is let through: judged by the authorizer in front of a backend, and by the middleware in it. The shipped bundles, over an embedded DynamoDB in another process; without the network and the start of a sandbox.',
  run: async () => {
    const table = await startTableProcess();
    try {
      const environment = environmentFor(table.url);
      const cold = coldFigures(environment, await contextApart(environment));
      const warm: Figure[] = [];
      for (const judge of JUDGES) {
        const millis = await measuredApart(environment, judge);
        warm.push({
          what: `later request, ${judge}: processor time`,
          value: `${(millis * 1000).toFixed(0)} µs`,
        });
      }
      return [...cold, ...warm];
    } finally {
      table.stop();
    }
  },
};

if (require.main === module) {
  const [judge] = process.argv.slice(2) as [Judge | 'context'];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file that is built
  const evaluator = (require(EVALUATOR) as { handler: Handler }).handler;
  const measured = judge === 'context' ? contextBy(evaluator) : processorMillis(judge);
  void measured.then((result) => process.send?.(result, () => process.exit()));
}
