import type { IConstruct } from 'constructs';
import { Enforcement } from '../../enforcement';
import type { CorsPolicyOptions } from '../../cors-policy-options';
import { ConstructMark } from '../synth/construct-mark';

const observing = new ConstructMark<true>('observing');

/** Marks an evaluator that answers origins that are not listed, unless that is acknowledged for closed APIs. */
export function markObserving(
  evaluator: IConstruct,
  { enforcement, observeBehindPolicy = false }: CorsPolicyOptions,
): void {
  if (enforcement === Enforcement.OBSERVE && !observeBehindPolicy) observing.set(evaluator, true);
}

/** Whether an evaluator answers origins that are not listed, and nobody has acknowledged that for closed APIs. */
export function isObserving(evaluator: IConstruct): boolean {
  return observing.get(evaluator) === true;
}
