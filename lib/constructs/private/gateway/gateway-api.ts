import { AuthorizationType, type IAuthorizer, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import { acknowledge } from '../synth/acknowledge';
import { defined } from '../synth/values';
import { FunctionIntegration } from '../functions/function-integration';
import { addPreflight } from '../api/preflight';
import { makeOwnApi } from '../api/rest-api';
import { warnOfDataTrace } from '../api/stage-options';
import { markJudged } from '../protection/protected-method';

/** The REST API of a gateway, without routes. */
export function makeGatewayApi(scope: Construct, id: string, props: CorsGatewayProps): RestApi {
  const { throttlingRateLimit, throttlingBurstLimit, stageName, logRetention, disableExecuteApiEndpoint } =
    props;
  const { endpointConfiguration, policy, stageOptions, retainDeployments, webAclArn } = props;
  const api = makeOwnApi(scope, id, {
    description: 'API behind a CORS allowlist',
    stageName,
    throttling: defined({ throttlingRateLimit, throttlingBurstLimit }),
    logRetention,
    cloudWatchRole: props.cloudWatchRole,
    disableExecuteApiEndpoint,
    ...defined({ endpointConfiguration, policy, stageOptions, retainDeployments, webAclArn }),
    validatedElsewhere: 'Requests belong to the backends, whose form the gateway does not know.',
  });
  warnOfDataTrace(api, stageOptions);
  return api;
}

/** Who answers at a resource. */
export interface ApiResource {
  /** Answers everything but `OPTIONS`. */
  readonly handler: IFunction;
  /** Judges before the handler runs; undefined where the handler judges by itself. */
  readonly authorizer: IAuthorizer | undefined;
  /** Whether requests need an API key; preflights never do, because browsers send them without headers of the page. */
  readonly apiKeyRequired: boolean;
  /** Answers `OPTIONS`, which never reaches a backend. */
  readonly evaluator: IFunction;
}

/** Adds a resource and its methods. */
export function addResource(
  api: RestApi,
  path: string,
  { handler, authorizer, apiKeyRequired, evaluator }: ApiResource,
): void {
  const resource = api.root.resourceForPath(path);
  const any = resource.addMethod('ANY', new FunctionIntegration(handler), {
    ...methodAuthorization(authorizer),
    ...(apiKeyRequired ? { apiKeyRequired } : {}),
  });
  markJudged(any, authorizer === undefined && handler !== evaluator ? 'middleware' : 'authorizer');
  addPreflight(resource, evaluator);
  acknowledge(any, {
    'AwsSolutions-COG4': 'The backend decides who may call an endpoint; the allowlist decides from where.',
    ...(authorizer === undefined
      ? { 'AwsSolutions-APIG4': 'The function itself judges each request before it forwards any.' }
      : {}),
  });
}

function methodAuthorization(authorizer: IAuthorizer | undefined) {
  return authorizer === undefined ? { authorizationType: AuthorizationType.NONE } : { authorizer };
}
