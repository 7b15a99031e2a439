import { AUTHORIZER_TTL, evaluatorOf } from '../../api/cors-authorizer';
import type { DeployedApi } from '../../deployed/deployed-api';
import type { DeployedResource } from '../../deployed/deployed-resource';
import type { SynthIssue } from '../../synth/synth-error';
import { isUriOf } from './method-issues';

/** Authorizers of ours that would keep verdicts, let requests pass by, or ask somebody else. */
export function authorizerIssues({ authorizers }: DeployedApi): readonly SynthIssue[] {
  const ours = authorizers.filter(({ construct }) => evaluatorOf(construct) !== undefined);
  const names = ours.map(({ properties }) => properties['Name']);
  return [
    ...ours.flatMap(changedIssues),
    ...ours.filter((_, index) => names.indexOf(names[index]) < index).map(repeatedIssue),
  ];
}

/** API Gateway takes each name once for an API. */
function repeatedIssue({ construct, properties }: DeployedResource): SynthIssue {
  return {
    prop: `authorizer ${String(properties['Name'])}`,
    value: construct.node.path,
    rule: 'the API already has this authorizer, which protect() added by another construct of the same API',
    fix: 'call protect() for the RestApi itself: it protects what nested stacks and imports add to it, too',
  };
}

function changedIssues({ construct, properties }: DeployedResource): readonly SynthIssue[] {
  const evaluator = evaluatorOf(construct);
  if (evaluator === undefined) return [];
  const { Type, AuthorizerResultTtlInSeconds: ttl, IdentitySource: source, AuthorizerUri: uri } = properties;
  const faults: readonly (readonly [string, unknown, boolean, string])[] = [
    ['Type', Type, Type === 'REQUEST', 'the authorizer must see the whole request'],
    [
      'AuthorizerResultTtlInSeconds',
      ttl,
      ttl === AUTHORIZER_TTL,
      'a verdict that is kept would be given again to another origin, path or method',
    ],
    [
      'IdentitySource',
      source,
      source === undefined || source === '',
      'requests without such a value would be refused without a verdict',
    ],
    ['AuthorizerUri', uri, isUriOf(construct, uri, evaluator), 'the evaluator must judge'],
  ];
  return faults
    .filter(([, , isRight]) => !isRight)
    .map(([name, value, , rule]) => ({
      prop: `${name} of the authorizer`,
      value,
      rule,
      fix: 'leave the authorizer as it was made: take the override or the aspect out',
    }));
}
