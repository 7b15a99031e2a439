import { z } from '@hono/zod-openapi';
import { textFaults, type TextRule } from '../../../lib/contract';
import { addFaults } from './faults';

/** A text that is shown to people. Zod's own length does not count code points. */
export function shownText(rule: TextRule): z.ZodString {
  return z
    .string()
    .superRefine((text, ctx) => addFaults(ctx, textFaults(text, rule)))
    .openapi({ maxLength: rule.maxLength });
}
