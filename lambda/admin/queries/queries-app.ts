import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { MAX_USAGE_ROWS, refusalsQuery, USAGE_QUERY, type VerdictLogMode } from '../../../lib/contract';
import type { AllowlistReader } from '../../store/allowlist-reader';
import type { EntryStore } from '../../store/entry-store';
import type { SigningKey } from '../../store/signing-key';
import type { AdminEnv } from '../http/admin-env';
import { validationHook } from '../http/validation-hook';
import { AdminProblem } from '../problem/admin-problem';
import type { LogAnswer, LogQueries, LogQuestion } from './log-queries';
import { askRefusalsRoute, askUsageRoute, readRefusalsRoute, readUsageRoute } from './queries-routes';
import { queryOf, signedId, type QueryKind } from './query-ids';
import { refusalItems } from './refusal-view';
import { usageAnswer } from './usage-view';

const MINUTES_OF_A_DAY = 24 * 60;

/** The parts of the function that asks the log. */
export interface QueriesParts {
  /** Undefined where there is no log group to ask. */
  readonly log: LogQueries | undefined;
  /** Which verdicts have a line; the reason where there is no log group to ask. */
  readonly verdictLog?: VerdictLogMode;
  readonly key: Pick<SigningKey, 'read'>;
  /** A reader that remembers nothing. */
  readonly reader: AllowlistReader;
  readonly entries: Pick<EntryStore, 'all'>;
}

/** The router of the function that asks the log: refused origins, and the use of entries. */
export function createQueriesApp({
  log,
  verdictLog,
  key,
  reader,
  entries,
}: QueriesParts): OpenAPIHono<AdminEnv> {
  const app = new OpenAPIHono<AdminEnv>({ defaultHook: validationHook() });
  app.onError((error) => {
    throw error;
  });

  const known = (): LogQueries => {
    if (log !== undefined) return log;
    throw new AdminProblem(verdictLog === 'none' ? 'verdicts_not_logged' : 'refusals_unavailable');
  };
  /** The id of a new question, and the path of its answer. */
  const start = async (c: Context<AdminEnv>, kind: QueryKind, question: LogQuestion, limit: number) => {
    const queries = known();
    const signingKey = await key.read();
    const id = signedId(signingKey, kind, { ...(await queries.start(question)), limit });
    return { id, location: `${c.env.call.publicPrefix}${c.req.path}/${id}` };
  };
  const read = async (
    kind: QueryKind,
    id: string,
    now: number,
  ): Promise<LogAnswer & { readonly limit: number; readonly asOf: string }> => {
    const queries = known();
    const { queryId, limit, at } = queryOf(await key.read(), kind, id, now);
    return { ...(await queries.read(queryId)), limit, asOf: new Date(at).toISOString() };
  };

  app.openapi(askRefusalsRoute, async (c) => {
    const { minutes, reason, limit } = c.req.valid('json');
    const { id, location } = await start(c, 'refusals', { text: refusalsQuery(reason), minutes }, limit);
    return c.json({ id }, 202, { Location: location });
  });

  app.openapi(readRefusalsRoute, async (c) => {
    const { status, rows, limit, asOf } = await read('refusals', c.req.valid('param').id, c.env.now);
    const items = await refusalItems(rows.slice(0, limit), reader, c.env.now);
    return c.json({ status, asOf, items }, 200);
  });

  app.openapi(askUsageRoute, async (c) => {
    const minutes = c.req.valid('json').days * MINUTES_OF_A_DAY;
    const { id, location } = await start(c, 'usage', { text: USAGE_QUERY, minutes }, MAX_USAGE_ROWS);
    return c.json({ id }, 202, { Location: location });
  });

  app.openapi(readUsageRoute, async (c) => {
    const { status, rows, asOf } = await read('usage', c.req.valid('param').id, c.env.now);
    if (status !== 'complete') return c.json({ status, asOf, items: [] }, 200);
    return c.json({ ...usageAnswer(rows, await entries.all(c.env.now)), asOf }, 200);
  });
  return app;
}
