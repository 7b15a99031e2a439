import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Stack } from '../../assembly/stack';
import { authorizerDefinition, type AuthorizerDefinition } from './authorizer-definition';
import { functionArnOf } from './function-uri';
import { mockDefinition, type MockDefinition } from './mock-definition';

/** Who may call a method. */
export type Authorization =
  | { readonly type: 'NONE' | 'AWS_IAM' | 'COGNITO_USER_POOLS' }
  | { readonly type: 'CUSTOM'; readonly authorizer: AuthorizerDefinition };

/** The integration of a method. */
export type Integration =
  | { readonly type: 'AWS_PROXY'; readonly functionArn: string; readonly timeoutMs: number }
  | { readonly type: 'MOCK'; readonly mock: MockDefinition };

/** One method of a resource. */
export interface MethodDefinition {
  readonly authorization: Authorization;
  readonly integration: Integration;
}

/** API Gateway's time-out for an integration that does not say, and its largest one without a quota raise. */
const DEFAULT_INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * The method that this resource describes.
 *
 * @throws UnsupportedTemplateError for a property that changes answers and that the local gateway does not apply
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html
 */
export function methodDefinition(stack: Stack, method: ResourceProperties): MethodDefinition {
  if (method.boolean('ApiKeyRequired'))
    throw method.unsupported('ApiKeyRequired', 'is not checked by the local gateway');
  if (method.has('RequestValidatorId')) {
    throw method.unsupported('RequestValidatorId', 'is not applied by the local gateway');
  }
  return { authorization: authorizationOf(stack, method), integration: integrationOf(method) };
}

function authorizationOf(stack: Stack, method: ResourceProperties): Authorization {
  const type = method.optionalString('AuthorizationType') ?? 'NONE';
  switch (type) {
    case 'NONE':
    case 'AWS_IAM':
    case 'COGNITO_USER_POOLS':
      return { type };
    case 'CUSTOM':
      return { type, authorizer: authorizerDefinition(stack, method) };
    default:
      throw method.unsupported('AuthorizationType', `${type} is not known`);
  }
}

function integrationOf(method: ResourceProperties): Integration {
  const integration = method.nested('Integration');
  if (integration === undefined) throw method.unsupported('Integration', 'is missing');
  const type = integration.string('Type');
  switch (type) {
    case 'AWS_PROXY':
      if (integration.optionalString('ResponseTransferMode') === 'STREAM') {
        throw integration.unsupported('ResponseTransferMode', 'STREAM is not served by the local gateway');
      }
      return {
        type,
        functionArn: functionArnOf(integration, 'Uri'),
        timeoutMs: integration.optionalNumber('TimeoutInMillis') ?? DEFAULT_INTEGRATION_TIMEOUT_MS,
      };
    case 'MOCK':
      return { type, mock: mockDefinition(integration) };
    default:
      throw integration.unsupported('Type', `${type} is not served by the local gateway`);
  }
}
