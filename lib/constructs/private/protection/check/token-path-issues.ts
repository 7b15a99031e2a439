import { isBelow } from '../../../../core';
import type { DeployedApi } from '../../deployed/deployed-api';
import type { SynthIssue } from '../../synth/synth-error';
import type { Claim } from './claim';
import { coveredMethods, nameOf } from './covered-method';

/**
 * Methods that are deployed at another path than the one for which their check of tokens was said. The check is found by the path of the
 * resource that API Gateway has, so nobody would check their callers.
 */
export function tokenPathIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  return coveredMethods(api, claims)
    .filter(({ method }) => method.isPathKnown)
    .flatMap(({ method, claims: covering }) =>
      covering
        .flatMap(({ tokensAt }) => tokensAt ?? [])
        .filter((place) => !isBelow(method.path, place))
        .map((place) => ({
          prop: `tokens of ${nameOf(method)}`,
          value: place,
          rule: 'the method is deployed at another path than its construct says, and callers there would not be checked',
          fix: 'import the API with the rootResourceId of its root, and leave overrides of PathPart out',
        })),
    );
}
