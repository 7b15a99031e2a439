import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isJudgedByUs } from '../../api/other-judges';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import type { DeployedApi, DeployedMethod } from '../../deployed/deployed-api';
import { withPointers } from '../../deployed/references';
import { invocationUri } from '../../functions/function-integration';
import type { SynthIssue } from '../../synth/synth-error';
import { resolvedAnswerIssues } from '../answers/resolved-answers';
import { judgeOf, type Judge } from '../protected-method';
import { authorizerIssue } from '../protection-issues';
import type { Claim } from './claim';
import { coveredMethods, nameOf, type CoveredMethod } from './covered-method';

const NONE = 'NONE';
/** The authorizations of API Gateway; a value that is known only at deployment could still be none. */
const AUTHORIZATIONS = new Set(['AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM']);

/** Methods whose requests nobody of ours judges. */
export function methodIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  return coveredMethods(api, claims)
    .filter(({ method }) => method.httpMethod !== PREFLIGHT_METHOD)
    .flatMap((covered) => (isJudged(covered) ? answersOf(covered) : [openIssue(covered)]));
}

/** Answers of a method that the authorizer judges, without the headers of the verdict or with others. */
function answersOf({ method, excludedAs }: CoveredMethod): readonly SynthIssue[] {
  const isMapped = excludedAs === undefined && isJudgedByUs(method);
  return isMapped ? resolvedAnswerIssues(nameOf(method), method.properties) : [];
}

/** Who judges the requests to a method that is judged; undefined where nobody does. */
export function judgeAt(covered: CoveredMethod): Judge | undefined {
  const { method, claims } = covered;
  if (isJudgedByUs(method) || claims.some(({ evaluator }) => leadsTo(method, evaluator))) return 'authorizer';
  return isJudged(covered) ? 'middleware' : undefined;
}

/** Whether somebody of ours judges the requests to a method, or its backend does by agreement. */
export function isJudged({ method, claims }: CoveredMethod): boolean {
  const { authorizationType } = method;
  if (isJudgedByUs(method)) return true;
  // Another check looks at the function that judges.
  if (agreedJudge(method) === 'middleware') return true;
  if (authorizationType === NONE) return claims.some(({ evaluator }) => leadsTo(method, evaluator));
  return AUTHORIZATIONS.has(authorizationType) && claims.some(({ keepAuthorizers }) => keepAuthorizers);
}

/** Who was asked to judge, by the method that the user knows or by its resource. */
function agreedJudge({ construct, method }: DeployedMethod): Judge | undefined {
  return judgeOf(construct) ?? (method === undefined ? undefined : judgeOf(method));
}

/** Whether the integration of a method is an evaluator, which judges by itself. */
export function leadsTo({ construct, integration }: DeployedMethod, evaluator: IFunction): boolean {
  return isProxy({ integration }) && isUriOf(construct, integration['Uri'], evaluator);
}

function isProxy({ integration }: Pick<DeployedMethod, 'integration'>): boolean {
  return String(integration['Type']).toUpperCase() === 'AWS_PROXY';
}

/** Whether a resolved URI invokes a function. */
export function isUriOf(scope: IConstruct, uri: unknown, handler: IFunction): boolean {
  return JSON.stringify(uri) === JSON.stringify(withPointers(scope, invocationUri(scope, handler)));
}

function openIssue({ method }: CoveredMethod): SynthIssue {
  const { authorizationType, construct } = method;
  const prop = nameOf(method);
  const wasJudged = agreedJudge(method);
  if (authorizationType !== NONE) {
    return wasJudged === undefined
      ? authorizerIssue(prop, authorizationType)
      : replacedIssue(prop, authorizationType);
  }
  if (wasJudged !== undefined) return replacedIssue(prop, authorizationType);
  return {
    prop,
    value: (method.method ?? construct).node.path,
    rule: 'code or an aspect added the method after protect(), so nothing judges its requests',
    fix: 'call protect() once all methods are there; add a method that an aspect adds in code before protect()',
  };
}

/** A method that was protected, and that something changed afterwards. */
function replacedIssue(prop: string, value: string): SynthIssue {
  const rule = 'an override, an aspect or an assignment after protect() takes the authorizer off again';
  const fix =
    'leave AuthorizationType and AuthorizerId as protect() sets them, or name the method in exclude';
  return { prop: `AuthorizationType of ${prop}`, value, rule, fix };
}
