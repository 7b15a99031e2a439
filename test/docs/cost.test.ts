import { CONTEXT_ENTRY, CONTEXT_REASON, type VerdictLogMode } from '../../lib/contract';
import { candidatePatterns, parseOrigin } from '../../lib/core';
import { CorsGateway } from '../../lib';
import { judgeCall } from '../../lambda/shared/verdict/judge-call';
import { VerdictLog } from '../../lambda/shared/log/verdict-log';
import { readApiCall } from '../../lambda/shared/event/api-call';
import { proxyEvent } from '../lambda/support/events';
import { once } from '../constructs/support/once';
import { stackOf } from '../constructs/support/stack-of';
import { environment, judgingOf, LISTED, MemoryAllowlist, UNLISTED } from '../lambda/support/judging';
import { dollars, millionCosts, OTHERS, tracesCost, tracesOf, type Sizes } from './support/cost';
import { READ_UNITS } from './support/prices';
import { read, rowsBelow } from './support/markdown';

/* The tables of docs/cost.md that follow from sizes are computed: from the lines that are written, the keys that are read, and the function as it deploys. */

const mockLines: string[] = [];
jest.mock('../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

const PAGE = read('docs/cost.md');
/** A table's name as its stack is usually called. */
const SERVICE = 'PartnerPortal-GatewayAllowlistTable1A2B3C4D-5E6F7G8H9I0J';
/** The lines of Lambda for a call, by its documentation of logs in text form. */
const LAMBDA_LINES = [
  'START RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189 Version: $LATEST',
  'END RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189',
  'REPORT RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189\tDuration: 1.12 ms\tBilled Duration: 2 ms\tMemory Size: 512 MB\tMax Memory Used: 84 MB\t',
];
const LAMBDA_BYTES = LAMBDA_LINES.reduce((sum, line) => sum + Buffer.byteLength(`${line}\n`), 0);
/** A call takes microseconds (docs/figures.md), and Lambda bills whole milliseconds. */
const BILLED = 1;

/** A request: its row in the table, its origin, and whether the table is read for it. */
interface Request {
  readonly row: string;
  readonly origin?: string;
  readonly isRead?: boolean;
}

const PASSED: Request = { row: 'no origin, or the own one' };
const ALLOWED: Request = { row: 'allowed from memory', origin: LISTED };
const REFUSED: Request = { row: 'refused after a look-up', origin: UNLISTED, isRead: true };
const REQUESTS: readonly Request[] = [
  PASSED,
  ALLOWED,
  { row: 'allowed after a look-up', origin: LISTED, isRead: true },
  { row: 'refused from memory', origin: UNLISTED },
  REFUSED,
];
const ENTRY = { id: 'one', pattern: LISTED, status: 'active' } as const;
const FROM_MEMORY = { available: true, source: 'cache', enableCorsForOAuthEndpoints: false } as const;
const MODES: readonly VerdictLogMode[] = ['refusals', 'all', 'none'];

/** Bytes of the lines of a request that is not the first one of its entry in the hour: that has the line *entry used* too. */
async function linesOf({ origin, isRead = false }: Request, mode: VerdictLogMode): Promise<number> {
  const allowlist = new MemoryAllowlist();
  if (!isRead) allowlist.instead = { ...FROM_MEMORY, entries: origin === LISTED ? [ENTRY] : [] };
  const parts = judgingOf(environment(), allowlist, mode);
  const by = { ...parts, log: new VerdictLog(SERVICE, mode) };
  const headers = origin === undefined ? [] : [['Origin', origin] as const];
  const event = proxyEvent({ headers, requestId: 'AbCdEfGhIjKlMnO=' });
  for (let call = 0; call < 2; call++) {
    mockLines.length = 0;
    await judgeCall(by, readApiCall(event, by.policy, Date.now()), 'authorizer');
  }
  return mockLines.reduce((sum, line) => sum + Buffer.byteLength(`${line}\n`), 0);
}

const built = once(() => stackOf((stack) => new CorsGateway(stack, 'Cors')));

function memoryOfEvaluator(): number {
  const functions = Object.entries(built().resources<{ MemorySize: number }>('AWS::Lambda::Function'));
  const [, evaluator] = functions.find(([id]) => id.includes('Evaluator'))!;
  return evaluator.Properties.MemorySize / 1024;
}

/** Values of an allowed request, as API Gateway writes them into an access log; `-` where there is none. */
const CONTEXT: Readonly<Record<string, string>> = {
  requestId: '79b4f56e-95b1-4643-9700-2807f4e68189',
  extendedRequestId: 'AbCdEfGhIjKlMnO=',
  requestTime: '29/Nov/2026:12:00:00 +0000',
  domainName: 'abcde12345.execute-api.us-east-1.amazonaws.com',
  httpMethod: 'GET',
  path: '/prod/services/data/v60.0/query',
  status: '200',
  [`authorizer.${CONTEXT_REASON}`]: 'allowlisted',
  [`authorizer.${CONTEXT_ENTRY}`]: LISTED,
  'error.responseType': '-',
  'authorizer.status': '200',
  'authorizer.latency': '12',
  responseLatency: '48',
  integrationLatency: '31',
};

/** Bytes of a line of the access log that the gateway makes. */
function accessLine(): number {
  const stages = built().resources<{ AccessLogSetting: { Format: string } }>('AWS::ApiGateway::Stage');
  const format = Object.values(stages)[0]!.Properties.AccessLogSetting.Format;
  const line = format.replace(/\$context\.([A-Za-z.]+)/g, (_, name: string) => {
    const value = CONTEXT[name];
    if (value === undefined) throw new Error(`no value of ${name}`);
    return value;
  });
  return Buffer.byteLength(`${line}\n`);
}

async function sizesOf(request: Request, mode: VerdictLogMode): Promise<Sizes> {
  return {
    lines: await linesOf(request, mode),
    lambdaLines: LAMBDA_BYTES,
    keys: 0,
    memory: memoryOfEvaluator(),
    billed: BILLED,
  };
}

test('per million requests, by setting', async () => {
  const rows: string[] = [];
  for (const request of REQUESTS) {
    // One after the other: the lines of all are kept in one place.
    const sizes: Sizes[] = [];
    for (const mode of MODES) sizes.push(await sizesOf(request, mode));
    const bytes = sizes.map(({ lines }) => String(lines)).join(' / ');
    const costs = sizes.map((size) => dollars(millionCosts(size).total)).join(' | ');
    rows.push(`| ${request.row} | ${bytes} | ${costs} |`);
  }
  expect(rowsBelow(PAGE, 'A million requests')).toEqual(rows);
});

test('the numbers beside the table, from which each cell follows', async () => {
  const { calls } = millionCosts(await sizesOf(PASSED, 'none'));
  expect(PAGE).toContain(`${String(LAMBDA_BYTES)} bytes a call`);
  expect(PAGE).toContain(`${String(memoryOfEvaluator())} GB`);
  expect(PAGE).toContain(`$${calls.toFixed(5)}`);
});

test('the access log, per million requests', () => {
  const bytes = accessLine();
  const { logs } = millionCosts({ lines: bytes, lambdaLines: 0, keys: 0, memory: 0, billed: 0 });
  expect(PAGE).toContain(
    `one line of about ${String(Math.round(bytes / 10) * 10)} bytes: ${dollars(logs)} for a million`,
  );
});

test('a look-up in the table', () => {
  const rows = ['https://example.com', 'https://app.example.com', 'https://a.b.c.example.com'].map((text) => {
    const origin = parseOrigin(text);
    if (origin === undefined) throw new Error(text);
    const keys = candidatePatterns(origin).length;
    return `| \`${text}\` | ${String(keys)} | ${dollars(millionCosts({ lines: 0, lambdaLines: 0, keys, memory: 0, billed: 0 }).table)} |`;
  });
  expect(rowsBelow(PAGE, 'A million look-ups')).toEqual(rows);
});

test('a month beside other ways', async () => {
  const pass = millionCosts(await sizesOf(PASSED, 'refusals')).total;
  const allow = millionCosts(await sizesOf(ALLOWED, 'refusals')).total;
  const refusal = millionCosts(await sizesOf(REFUSED, 'refusals')).total;
  const [half, most, some] = [pass, allow, refusal].map((cost) => `$${cost.toFixed(5)}`);
  const key = `$${String(READ_UNITS)}`;
  expect(PAGE).toContain(`0.5 × ${half!} + 0.45 × ${most!} + 0.05 × (${some!} + 3 × ${key})`);
  const ours = 0.5 * pass + 0.45 * allow + 0.05 * (refusal + 3 * READ_UNITS);
  const rows = [1, 10, 100].map((millions) => {
    const traces = tracesCost(tracesOf(millions * 1_000_000));
    const costs = [millions * ours, traces, 0, OTHERS.waf(millions), OTHERS.edge(millions)];
    return `| ${String(millions)} million | ${costs.map(dollars).join(' | ')} |`;
  });
  expect(rowsBelow(PAGE, 'A month beside other ways')).toEqual(rows);
});
