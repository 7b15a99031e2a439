import { z } from '@hono/zod-openapi';
import { textFaults, timeFaults, type FieldFault, type TextRule } from '../../../lib/contract';
import type { CheckParams } from '../problem/zod-errors';

/** A text that is shown to people. Zod's own length does not count code points. */
export function shownText(rule: TextRule): z.ZodString {
  return z
    .string()
    .superRefine((text, ctx) => addFaults(ctx, textFaults(text, rule)))
    .openapi({ maxLength: rule.maxLength });
}

/** A point in time. */
export const timeSchema = z
  .string()
  .superRefine((time, ctx) => addFaults(ctx, timeFaults(time)))
  .openapi({ format: 'date-time', example: '2099-12-31T23:59:59.000Z' });

/** Tells a schema which rules of the contract a value breaks. */
function addFaults(ctx: z.RefinementCtx, faults: readonly FieldFault[]): void {
  for (const { code, message } of faults) {
    const params: CheckParams = { code };
    ctx.addIssue({ code: 'custom', message, params: { ...params } });
  }
}
