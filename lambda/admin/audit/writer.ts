import type { Context } from 'hono';
import type { Writer } from './audited-entries';
import type { AdminEnv } from '../http/admin-env';

/** Who writes, and when. */
export function writerOf({ env }: Context<AdminEnv>): Writer {
  return { by: env.caller.by, at: env.now, requestId: env.call.requestId };
}
