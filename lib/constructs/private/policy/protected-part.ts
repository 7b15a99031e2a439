import type { IConstruct } from 'constructs';
import { Excluded } from '../../excluded';
import type { DeployedMethod } from '../deployed/deployed-api';
import type { Place } from '../deployed/place';
import { ConstructMark } from '../synth/construct-mark';

/** The methods that one call of `protect` is about. */
export interface ProtectedPart {
  readonly api: Place;
  readonly covers: (method: DeployedMethod) => boolean;
  /** How a method is left out; undefined where it is not. */
  readonly excludedAs: (method: DeployedMethod) => Excluded | undefined;
}

const protectedParts = new ConstructMark<readonly ProtectedPart[]>('protectedParts');

/** Says what an allowlist was asked to protect. */
export function addProtectedPart(allowlist: IConstruct, part: ProtectedPart): void {
  protectedParts.set(allowlist, [...(protectedParts.get(allowlist) ?? []), part]);
}

/** Whether an allowlist leaves a route out, so that its table does not open it. One call can protect what another one leaves out. */
export function isLeftOut(allowlist: IConstruct, route: DeployedMethod): boolean {
  const parts = (protectedParts.get(allowlist) ?? []).filter(
    ({ api, covers }) => api === route.places.at(-1) && covers(route),
  );
  return parts.length > 0 && parts.every((part) => isNotOpened(part.excludedAs(route)));
}

function isNotOpened(as: Excluded | undefined): boolean {
  return as === Excluded.CLOSED || as === Excluded.UNTOUCHED;
}
