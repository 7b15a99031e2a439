import type { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { evaluatorOf } from '../api/cors-authorizer';
import { PREFLIGHT_METHOD } from '../api/preflight';
import { gatewayResponsesOf } from '../api/problem-responses';
import { GATEWAY_ANSWER, mappingIssues } from '../api/verdict-mappings';
import { valuePlace } from '../deployed/deployed-api';
import { constructOf } from '../deployed/place';
import { DeployedTable } from '../policy/deployed-table';
import type { TokenCheck } from '../../token-check';
import type { SynthIssue } from '../synth/synth-error';
import { answerIssues } from './answers/answer-issues';
import { integrationOf } from './answers/integration';
import { functionsBehind, middlewareIssues } from './middleware-judge';
import { authorizationOf, isOpen, nameOf, type Judge, type ProtectedMethod } from './protected-method';
import { tokensAdvice } from './tokens-advice';

/** A target without anything to protect. */
export function emptyIssues(target: IConstruct, targets: readonly unknown[]): readonly SynthIssue[] {
  if (targets.length > 0) return [];
  const rule = 'the target has no methods to protect';
  return [
    { prop: 'target', value: target.node.path, rule, fix: 'call protect() once its methods are there' },
  ];
}

/** An `OPTIONS` method of the user would answer preflights by another list. */
export function preflightIssue(path: string, value: string): SynthIssue {
  return {
    prop: `${PREFLIGHT_METHOD} ${path}`,
    value,
    rule: 'the allowlist must be the only one that answers preflights',
    fix: 'leave defaultCorsPreflightOptions, addCorsPreflight() and OPTIONS methods out',
  };
}

/** A gateway response that lets origins in without a verdict. */
export function responseIssues(api: RestApiBase): readonly SynthIssue[] {
  return gatewayResponsesOf(api).flatMap(({ responseType, responseParameters = {} }) =>
    responseIssue(responseType, responseParameters),
  );
}

/** Everything in a check of tokens that cannot work. */
export function protectedTokenIssues(tokens: TokenCheck | undefined): readonly SynthIssue[] {
  return (tokens?._issues ?? []).map((issue) => ({ ...issue, prop: `tokens.${issue.prop}` }));
}

/** A gateway response, of an API or in a document, that lets origins in without a verdict. */
export function responseIssue(type: string, parameters: object): readonly SynthIssue[] {
  return mappingIssues(`gateway response ${type}`, GATEWAY_ANSWER, { ...parameters });
}

/**
 * Everything that keeps a method from being protected.
 *
 * @param keepsOwn whether a method may keep its own authorizer
 */
export function methodIssues(
  target: ProtectedMethod,
  keepsOwn: boolean,
  judge: Judge,
): readonly SynthIssue[] {
  const { resource } = target;
  const integration = integrationOf(resource.integration);
  if (judge === 'authorizer') return answerIssues(nameOf(target), integration);
  const isKept = !isOpen(target);
  return [
    ...(isKept && !keepsOwn
      ? [
          authorizerIssue(
            nameOf(target),
            authorizationOf(target),
            otherAllowlist(resource, resource.authorizerId),
            tokensAdvice(authorizationOf(target), resource),
          ),
        ]
      : []),
    ...middlewareIssues(nameOf(target), integration, functionsBehind(resource), isKept),
  ];
}

/** A method that is excluded, and yet refused by our authorizer to pages that must not call it. */
export function excludedIssues(target: ProtectedMethod, isOwn: boolean): readonly SynthIssue[] {
  if (isOpen(target) || isOwn) return [];
  return [excludedAuthorizerIssue(nameOf(target), authorizationOf(target))];
}

/** A method, in an API or in a document, that is excluded and has an authorizer of its own. */
export function excludedAuthorizerIssue(prop: string, value: unknown): SynthIssue {
  const rule =
    'a method has only one authorizer, and this method has its own, so nothing judges its requests';
  return { prop, value, rule, fix: 'exclude it with excludeAs: Excluded.UNTOUCHED' };
}

/** The allowlist whose authorizer a method has; undefined for an authorizer of the user. */
function otherAllowlist(scope: IConstruct, authorizerId: string | undefined): IConstruct | undefined {
  const authorizer =
    authorizerId === undefined ? undefined : constructOf(scope, valuePlace(scope, authorizerId));
  const evaluator = authorizer === undefined ? undefined : evaluatorOf(authorizer);
  return evaluator === undefined ? undefined : DeployedTable.of(evaluator)?.scope;
}

/** A method, in an API or in a document, with an authorizer of its own. */
export function authorizerIssue(
  prop: string,
  value: unknown,
  other?: IConstruct,
  advice = tokensAdvice(value),
): SynthIssue {
  if (other !== undefined) {
    const rule = `a method has only one authorizer, and this method has that of the allowlist ${other.node.path}`;
    return {
      prop,
      value,
      rule,
      fix: 'let one allowlist protect the method, and name the method in exclude of the other',
    };
  }
  const rule = 'a method has only one authorizer, and this method has its own';
  const keep = 'use withCors in its function, and say keepAuthorizers: true';
  if (advice === undefined) return { prop, value, rule, fix: keep };
  return {
    prop,
    value,
    rule,
    fix: `take the authorizer off the method, and let the allowlist check callers with protect(api, { ${advice} }); or ${keep}`,
  };
}
