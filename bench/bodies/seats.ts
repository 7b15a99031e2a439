import { join } from 'node:path';
import { ADMIN_AUTH, ENDPOINTS, UPSTREAMS } from '../../lib/contract';
import { tableEnvironment } from '../dynamodb';
import { EVALUATOR_ENVIRONMENT } from '../evaluator-environment';
import { proxyEvent, queryEvent } from '../event';

/** Sends a request with this body (or query) to a seat, and waits for the answer. */
export type Ask = (text: string) => Promise<unknown>;

type Handler = (event: object, context: object) => Promise<{ readonly statusCode: number }>;

/** The part of the runtime that is measured. */
interface Runtime {
  readonly withCors: (handler: () => object, options: object) => Handler;
}

const ASSETS = join(__dirname, '..', '..', 'assets');
const CONTEXT = { getRemainingTimeInMillis: (): number => 30_000 };

/** A token endpoint that allows every origin, so that no verdict needs the table. */
const TOKEN = {
  path: '/token',
  match: 'exact',
  access: 'public',
  methods: ['POST'],
  hostKinds: [],
  role: 'token',
} as const;

/** Loads a shipped bundle with the environment that its constructs would give it. */
async function shipped(file: string, environment: Readonly<Record<string, string>>): Promise<Handler> {
  Object.assign(process.env, environment);
  const { handler } = (await import(join(ASSETS, `${file}.js`))) as { handler: Handler };
  return handler;
}

function environmentOf(upstream: string): Readonly<Record<string, string>> {
  return {
    ...EVALUATOR_ENVIRONMENT,
    // Nothing answers there, and nobody asks.
    ...tableEnvironment('http://127.0.0.1:9'),
    [ENDPOINTS]: JSON.stringify({ preset: 'none', rules: [TOKEN] }),
    [UPSTREAMS]: JSON.stringify({
      http: [{ path: '/token', match: 'exact', url: upstream }],
      timeoutMillis: 25_000,
    }),
  };
}

/** An answer with the expected status, so that no seat is fast because it refuses the request. */
async function expectStatus(
  answer: Promise<{ readonly statusCode: number }>,
  statuses: readonly number[],
): Promise<void> {
  const { statusCode } = await answer;
  if (!statuses.includes(statusCode)) throw new Error(`answered with ${String(statusCode)}`);
}

/** The evaluator as responder, in front of a token endpoint. */
export async function responder(upstream: string): Promise<(type: string) => Ask> {
  const handler = await shipped('evaluator/index', environmentOf(upstream));
  return (type) => async (body) => {
    await expectStatus(handler(proxyEvent('/token', type, body), CONTEXT), [200]);
  };
}

/** `withCors` around a handler, behind a REST API (body) or a Function URL (query). */
export async function middleware(): Promise<{ body: (type: string) => Ask; query: Ask }> {
  const { withCors } = (await import(join(ASSETS, 'runtime', 'index.js'))) as Runtime;
  const handler = withCors(() => ({ statusCode: 200, body: '{}' }), {
    environment: environmentOf('http://127.0.0.1:9'),
  });
  return {
    body: (type) => async (body) => {
      await expectStatus(handler(proxyEvent('/token', type, body), CONTEXT), [200]);
    },
    query: async (query) => {
      await expectStatus(handler(queryEvent('/token', query), CONTEXT), [200]);
    },
  };
}

/** The admin API, which refuses every body of this bench, or all of its lines. */
export async function admin(): Promise<(type: string) => Ask> {
  const handler = await shipped('admin/allowlist', { [ADMIN_AUTH]: JSON.stringify({ mode: 'iam' }) });
  return (type) => async (body) => {
    await expectStatus(
      handler(proxyEvent('/cors/v1/allowlist/import', type, body), CONTEXT),
      [200, 400, 422],
    );
  };
}
