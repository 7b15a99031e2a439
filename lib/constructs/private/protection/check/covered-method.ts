import { Excluded } from '../../../excluded';
import type { DeployedApi, DeployedMethod } from '../../deployed/deployed-api';
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
    const covering = claims.filter(
      ({ covers, excludedAs }) => covers(method) && excludedAs(method) !== Excluded.UNTOUCHED,
    );
    if (covering.length === 0) return [];
    const ways = covering.map(({ excludedAs }) => excludedAs(method));
    // Another claim can protect the parts that one leaves out.
    return [{ method, claims: covering, excludedAs: ways.includes(undefined) ? undefined : ways[0] }];
  });
}

/** A method as people call it: `GET /orders`. */
export function nameOf({ httpMethod, path }: DeployedMethod): string {
  return `${httpMethod} ${path}`;
}
