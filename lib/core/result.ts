import type { PatternReason } from './reasons';

/**
 * The answer of a parser: what it read, or why it refuses the text. Every parser of the pattern language answers in this
 * form. Where there is only one reason to refuse, a function returns `undefined` instead.
 */
export type Result<Value extends object, Refusal extends object = Refused> =
  ({ readonly valid: true } & Value) | ({ readonly valid: false } & Refusal);

/** A refusal that only carries its code. */
export interface Refused {
  readonly code: PatternReason;
}
