import type { IConstruct } from 'constructs';
import type { Excluded } from '../../excluded';
import { ConstructMark } from './construct-mark';

const excluded = new ConstructMark<Excluded>('excluded');

/** Says that `protect` was asked to leave out a construct, and everything below it. */
export function markExcluded(construct: IConstruct, as: Excluded): void {
  excluded.set(construct, as);
}

/**
 * How a method is left out; undefined where it is not.
 *
 * @param places the method, its scopes, its resource and those above it; the nearest first
 */
export function exclusionAt(places: readonly IConstruct[]): Excluded | undefined {
  return places.map((place) => excluded.get(place)).find((as) => as !== undefined);
}
