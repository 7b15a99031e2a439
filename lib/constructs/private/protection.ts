import {
  AuthorizationType,
  CfnGatewayResponse,
  CfnMethod,
  IntegrationType,
  Method,
  RestApi,
  type IAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { CorsProtectOptions } from '../cors-protect-options';
import { addVerdictResponses } from './gateway-responses';
import { addPreflight } from './preflight';
import { issueText, throwIssues, type SynthIssue } from './synth-error';

const OPTIONS = 'OPTIONS';
const ALLOW_ORIGIN = 'gatewayresponse.header.access-control-allow-origin';

/** A method and the resource that is deployed for it. */
interface Target {
  readonly method: Method;
  readonly resource: CfnMethod;
}

/** The API of a target of `protect`: an API, or one of its resources; undefined for anything else, and for an imported one. */
export function apiOf(target: IConstruct): RestApi | undefined {
  if (target instanceof RestApi) return target;
  const api = 'api' in target ? target.api : undefined;
  return api instanceof RestApi ? api : undefined;
}

/**
 * Puts an authorizer on the methods of an API, or of a part of it, and lets the evaluator answer their preflights.
 *
 * @param scope whose path errors name
 */
export function protect(
  scope: IConstruct,
  target: IConstruct,
  api: RestApi,
  { authorizer, evaluator }: { readonly authorizer: IAuthorizer; readonly evaluator: IFunction },
  { keepAuthorizers = false }: CorsProtectOptions,
): void {
  const targets = methodsBelow(target);
  throwIssues(scope, [
    ...emptyIssues(target, targets),
    ...targets.flatMap((one) => methodIssues(one, keepAuthorizers)),
    ...preflightIssues(target),
    ...responseIssues(api),
  ]);
  for (const { resource } of targets.filter(isOpen)) {
    resource.authorizationType = AuthorizationType.CUSTOM;
    resource.authorizerId = authorizer.authorizerId;
  }
  // The preflights that come with it also make the new deployment that the changed methods need.
  for (const resource of new Set(targets.map(({ method }) => method.resource)))
    addPreflight(resource, evaluator);
  addVerdictResponses(api);
  scope.node.addValidation({ validate: () => lateIssues(target, targets).map(issueText) });
}

/** The methods of an API or of a part of it, save those that answer `OPTIONS`. */
function methodsBelow(target: IConstruct): readonly Target[] {
  return target.node
    .findAll()
    .filter((child) => child instanceof Method)
    .flatMap((method) => {
      const resource = method.node.defaultChild;
      return method.httpMethod !== OPTIONS && resource instanceof CfnMethod ? [{ method, resource }] : [];
    });
}

function isOpen({ resource }: Target): boolean {
  const none: string = AuthorizationType.NONE;
  return (resource.authorizationType ?? none) === none;
}

function emptyIssues(target: IConstruct, targets: readonly Target[]): readonly SynthIssue[] {
  if (targets.length > 0) return [];
  const rule = 'has no methods that could be protected';
  return [
    { prop: 'target', value: target.node.path, rule, fix: 'call protect() once its methods are there' },
  ];
}

function methodIssues(target: Target, keepAuthorizers: boolean): readonly SynthIssue[] {
  const issue = (value: unknown, rule: string, fix: string): SynthIssue => ({
    prop: nameOf(target),
    value,
    rule,
    fix,
  });
  const { authorizationType, integration } = target.resource;
  const type = integration !== undefined && 'type' in integration ? integration.type : undefined;
  return [
    ...(isOpen(target) || keepAuthorizers
      ? []
      : [
          issue(
            authorizationType,
            'a method has one authorizer alone, and this one has its own',
            'use withCors and grantMiddleware() for its function, and say keepAuthorizers: true',
          ),
        ]),
    ...(type === IntegrationType.AWS_PROXY
      ? []
      : [
          issue(
            type,
            'nothing can add the CORS headers to what this integration answers',
            'protect resources with Lambda proxy integrations, or use CorsGateway with CorsBackend.http()',
          ),
        ]),
  ];
}

/** An `OPTIONS` method of the API's own would answer preflights by a list of its own. */
function preflightIssues(target: IConstruct): readonly SynthIssue[] {
  return target.node
    .findAll()
    .filter((child) => child instanceof Method)
    .filter(({ httpMethod }) => httpMethod === OPTIONS)
    .map(({ node, resource: { path } }) => ({
      prop: `OPTIONS ${path}`,
      value: node.path,
      rule: 'preflights are answered by the allowlist',
      fix: 'leave defaultCorsPreflightOptions, addCorsPreflight() and OPTIONS methods out',
    }));
}

/** A gateway response that lets origins in without a verdict. */
function responseIssues(api: RestApi): readonly SynthIssue[] {
  return api.node
    .findAll()
    .filter((child) => child instanceof CfnGatewayResponse)
    .flatMap(({ responseType, responseParameters = {} }) => {
      const header = Object.entries(responseParameters).find(([name]) => name.toLowerCase() === ALLOW_ORIGIN);
      // What the authorizer has said comes from a verdict.
      if (header === undefined || String(header[1]).startsWith('context.authorizer.')) return [];
      const rule = 'an error that comes before a verdict lets an origin read it';
      const fix = 'leave Access-Control-Allow-Origin out of it';
      return [{ prop: `gateway response ${responseType}`, value: String(header[1]), rule, fix }];
    });
}

function lateIssues(target: IConstruct, known: readonly Target[]): readonly SynthIssue[] {
  const methods = new Set(known.map(({ method }) => method));
  return methodsBelow(target)
    .filter(({ method }) => !methods.has(method))
    .map((late) => ({
      prop: nameOf(late),
      value: late.method.node.path,
      rule: 'was added after protect(), so nothing judges its requests',
      fix: 'call protect() once all methods are there',
    }));
}

function nameOf({ method }: Target): string {
  return `${method.httpMethod} ${method.resource.path}`;
}
