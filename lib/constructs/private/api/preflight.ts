import { CfnResource } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnMethod,
  IntegrationType,
  Method,
  type IResource,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../synth/acknowledge';
import { asScope } from '../synth/as-scope';
import { ConstructMark } from '../synth/construct-mark';
import { FunctionIntegration, invocationUri } from '../functions/function-integration';

export const PREFLIGHT_METHOD = 'OPTIONS';
export const PREFLIGHT_STATUS = '204';

/** Headers of a preflight's answer, for readers of the API's definition; the function sets them. */
export const PREFLIGHT_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
  'Vary',
];

const PREFLIGHT_RESPONSE = {
  statusCode: PREFLIGHT_STATUS,
  responseParameters: Object.fromEntries(
    PREFLIGHT_HEADERS.map((name) => [`method.response.header.${name}`, true]),
  ),
};

const answerer = new ConstructMark<IFunction>('answerer');

/** The function that answers an `OPTIONS` method which was made here; undefined for a method of the user. */
export function answererOf(method: IConstruct): IFunction | undefined {
  return answerer.get(method);
}

/**
 * Lets the evaluator answer `OPTIONS` at a resource, whatever methods there need by default.
 *
 * Not by `addMethod()`: that of a proxy resource gives the root the same method, which may be there already.
 */
export function addPreflight(resource: IResource, evaluator: IFunction): Method {
  const method = new Method(asScope(resource), PREFLIGHT_METHOD, {
    resource,
    httpMethod: PREFLIGHT_METHOD,
    integration: new FunctionIntegration(evaluator),
    options: {
      authorizationType: AuthorizationType.NONE,
      apiKeyRequired: false,
      methodResponses: [PREFLIGHT_RESPONSE],
    },
  });
  markAnswered(method, evaluator);
  makeWith(method.node.defaultChild, resource.node.defaultChild);
  return method;
}

/** A resource of an API, as its methods name it. */
export interface NamedResource {
  readonly restApiId: string;
  readonly resourceId: string;
  /** Undefined for a root, and for one of another app. */
  readonly construct: IConstruct | undefined;
}

/**
 * Lets the evaluator answer `OPTIONS` at a resource that is no construct, or one of another stack. The API may invoke the evaluator
 * already.
 *
 * @param scope in the stack whose methods name the resource
 */
export function addBarePreflight(
  scope: IConstruct,
  id: string,
  { restApiId, resourceId, construct }: NamedResource,
  evaluator: IFunction,
): CfnMethod {
  const method = new CfnMethod(asScope(scope), id, {
    restApiId,
    resourceId,
    httpMethod: PREFLIGHT_METHOD,
    authorizationType: AuthorizationType.NONE,
    apiKeyRequired: false,
    integration: {
      type: IntegrationType.AWS_PROXY,
      integrationHttpMethod: 'POST',
      uri: invocationUri(scope, evaluator),
    },
    methodResponses: [PREFLIGHT_RESPONSE],
  });
  markAnswered(method, evaluator);
  makeWith(method, construct);
  return method;
}

/** A condition of a template under which a resource is made holds for its preflight, or CloudFormation refuses the template. */
function makeWith(method: IConstruct | undefined, resource: IConstruct | undefined): void {
  if (!CfnResource.isCfnResource(method) || !CfnResource.isCfnResource(resource)) return;
  const { condition } = resource.cfnOptions;
  if (condition !== undefined && method.stack === resource.stack) method.cfnOptions.condition = condition;
}

function markAnswered(method: IConstruct, evaluator: IFunction): void {
  answerer.set(method, evaluator);
  acknowledge(method, {
    'AwsSolutions-APIG4': 'Browsers send preflights without credentials, and no backend is behind them.',
  });
}
