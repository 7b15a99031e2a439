import type { z } from '@hono/zod-openapi';
import type { FieldFault } from '../../../lib/contract';
import type { CheckParams } from '../problem/zod-errors';

/** Tells a schema what a rule of the contract has against a value. */
export function addFaults(ctx: z.RefinementCtx, faults: readonly FieldFault[]): void {
  for (const { code, message } of faults) {
    const params: CheckParams = { code };
    ctx.addIssue({ code: 'custom', message, params: { ...params } });
  }
}
