import type { IConstruct } from 'constructs';
import { Excluded } from '../../../excluded';
import type { DeployedApi, DeployedMethod } from '../../deployed/deployed-api';
import { constructOf } from '../../deployed/place';
import { exclusionAt } from '../exclusion';
import type { Claim } from './claim';

/** A method that at least one claim covers, and how it is left out, if it is. */
export interface CoveredMethod {
  readonly method: DeployedMethod;
  readonly claims: readonly Claim[];
  readonly excludedAs: Excluded | undefined;
}

/** The methods that are claimed, without those that stay as they are. */
export function coveredMethods({ methods }: DeployedApi, claims: readonly Claim[]): readonly CoveredMethod[] {
  return methods.flatMap((method) => {
    const covering = claims.filter(({ covers }) => covers(method));
    const excludedAs = exclusionAt(constructsOf(method));
    const isOut = covering.length === 0 || excludedAs === Excluded.UNTOUCHED;
    return isOut ? [] : [{ method, claims: covering, excludedAs }];
  });
}

/** A method as people call it: `GET /orders`. */
export function nameOf({ httpMethod, path }: DeployedMethod): string {
  return `${httpMethod} ${path}`;
}

/** A method, its scopes, its resource and those above it, each with the construct around it; the nearest first. */
export function constructsOf({ construct, places }: DeployedMethod): readonly IConstruct[] {
  const resources = places.flatMap((place) => {
    const resource = constructOf(construct, place);
    return resource === undefined
      ? []
      : [resource, ...(resource.node.scope === undefined ? [] : [resource.node.scope])];
  });
  return [...construct.node.scopes.toReversed(), ...resources];
}
