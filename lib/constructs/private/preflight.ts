import { AuthorizationType, type IResource, type MethodResponse } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from './acknowledge';
import { FunctionIntegration } from './function-integration';

/** Lets the evaluator answer `OPTIONS` at a resource, whatever methods there need by default. */
export function addPreflight(resource: IResource, evaluator: IFunction): void {
  const method = resource.addMethod('OPTIONS', new FunctionIntegration(evaluator), {
    authorizationType: AuthorizationType.NONE,
    apiKeyRequired: false,
    methodResponses: [PREFLIGHT_RESPONSE],
  });
  acknowledge(method, {
    'AwsSolutions-APIG4': 'Browsers send preflights without credentials, and nothing stands behind them.',
  });
}

/** What a preflight is answered with, for those who read the API's definition; the function sets the headers. */
const PREFLIGHT_RESPONSE: MethodResponse = {
  statusCode: '204',
  responseParameters: {
    'method.response.header.Access-Control-Allow-Origin': true,
    'method.response.header.Access-Control-Allow-Methods': true,
    'method.response.header.Access-Control-Allow-Headers': true,
    'method.response.header.Access-Control-Max-Age': true,
    'method.response.header.Vary': true,
  },
};
