import { answererOf, PREFLIGHT_METHOD } from '../../api/preflight';
import type { DeployedApi, DeployedMethod } from '../../deployed/deployed-api';
import type { SynthIssue } from '../../synth/synth-error';
import { preflightIssue } from '../protection-issues';
import type { Claim } from './claim';
import { coveredMethods, nameOf } from './covered-method';
import { isJudged, leadsTo } from './method-issues';

/** `OPTIONS` methods that others answer, that ours no longer answers, or that are missing. */
export function preflightIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  const covered = coveredMethods(api, claims);
  const preflights = covered.filter(({ method }) => method.httpMethod === PREFLIGHT_METHOD);
  const answered = new Set(preflights.map(({ method }) => method.places[0]));
  const missing = covered
    .filter(({ excludedAs, method }) => excludedAs === undefined && !answered.has(method.places[0]))
    // Any other has an error of its own.
    .filter(isJudged)
    .map(({ method }) => method);
  return [
    ...preflights.flatMap(({ method }) => answerIssues(method)),
    ...[...new Map(missing.map((method) => [method.path, method])).values()].map(missingIssue),
  ];
}

function answerIssues(method: DeployedMethod): readonly SynthIssue[] {
  const evaluator = answererOf(method.method ?? method.construct);
  if (evaluator === undefined)
    return [preflightIssue(method.path, (method.method ?? method.construct).node.path)];
  const { authorizationType, apiKeyRequired } = method;
  const faults: readonly (readonly [string, unknown, boolean])[] = [
    ['AuthorizationType', authorizationType, authorizationType === 'NONE'],
    ['ApiKeyRequired', apiKeyRequired, !apiKeyRequired],
    ['Integration', method.integration['Type'], leadsTo(method, evaluator)],
  ];
  const rule = 'the evaluator must answer preflights, which browsers send without credentials and keys';
  return faults
    .filter(([, , isRight]) => !isRight)
    .map(([name, value]) => ({
      prop: `${name} of ${nameOf(method)}`,
      value,
      rule,
      fix: 'leave the method as it was made: take the override or the aspect out',
    }));
}

function missingIssue({ path }: DeployedMethod): SynthIssue {
  return {
    prop: `${PREFLIGHT_METHOD} ${path}`,
    value: 'missing',
    rule: 'the evaluator must answer preflights wherever there are methods',
    fix: 'call protect() once all methods are there, and do not remove what it adds',
  };
}
