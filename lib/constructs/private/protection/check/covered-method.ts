import { Excluded } from '../../../excluded';
import type { DeployedApi, DeployedMethod } from '../../deployed/deployed-api';
import { constructsOf } from '../../deployed/method-constructs';
import { exclusionAt } from '../../synth/exclusion';
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
