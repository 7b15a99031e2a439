import type { ResourceProperties } from '../../assembly/resource-properties';
import { authorizerDefinition, type AuthorizerDefinition } from './authorizer-definition';
import { functionArnOf, isFunctionUri } from './function-uri';
import {
  integrationMapping,
  requestParameters,
  type IntegrationMapping,
  type RequestParameter,
} from './integration-mapping';
import type { MethodSource } from './method-source';
import { requestCheck, type RequestCheck } from './request-check';

/** Who may call a method. */
export type Authorization =
  | { readonly type: 'NONE' | 'AWS_IAM' | 'COGNITO_USER_POOLS' }
  | { readonly type: 'CUSTOM'; readonly authorizer: AuthorizerDefinition };

/** A server behind a method, and what is added to its request. */
export interface HttpBackend {
  readonly uri: string;
  /** `ANY`: the method of the request. */
  readonly method: string;
  readonly parameters: readonly RequestParameter[];
  /** The backend is behind a VPC link, which no request of this machine reaches. */
  readonly isPrivate: boolean;
}

/** The integration of a method. */
export type Integration =
  | { readonly type: 'AWS_PROXY'; readonly functionArn: string; readonly timeoutMs: number }
  | { readonly type: 'HTTP_PROXY'; readonly backend: HttpBackend; readonly timeoutMs: number }
  | { readonly type: 'MOCK'; readonly mapping: IntegrationMapping }
  | {
      readonly type: 'HTTP';
      readonly backend: HttpBackend;
      readonly mapping: IntegrationMapping;
      readonly timeoutMs: number;
    }
  | {
      readonly type: 'FUNCTION';
      readonly functionArn: string;
      readonly mapping: IntegrationMapping;
      readonly timeoutMs: number;
    }
  | { readonly type: 'SERVICE'; readonly uri: string; readonly mapping: IntegrationMapping };

/** One method of a resource. */
export interface MethodDefinition {
  /** The resource of the template that it is from, for messages. */
  readonly logicalId: string;
  readonly authorization: Authorization;
  readonly apiKeyRequired: boolean;
  readonly check: RequestCheck | undefined;
  readonly integration: Integration;
}

/** API Gateway's time-out for an integration that does not say, and its largest one without a quota raise. */
const DEFAULT_INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * The method that this source describes.
 *
 * @throws UnsupportedTemplateError for a property that changes answers and that the local gateway does not apply
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html
 */
export function methodDefinition(source: MethodSource): MethodDefinition {
  const method = source.properties;
  return {
    logicalId: method.logicalId,
    authorization: authorizationOf(source),
    apiKeyRequired: method.boolean('ApiKeyRequired'),
    check: requestCheck(source),
    integration: integrationOf(method),
  };
}

function authorizationOf({ properties, authorizer }: MethodSource): Authorization {
  const type = properties.optionalString('AuthorizationType') ?? 'NONE';
  switch (type) {
    case 'NONE':
    case 'AWS_IAM':
    case 'COGNITO_USER_POOLS':
      return { type };
    case 'CUSTOM': {
      const named = authorizer();
      if (named !== undefined) return { type, authorizer: authorizerDefinition(named) };
      const id = properties.optionalString('AuthorizerId') ?? 'nothing';
      throw properties.unsupported('AuthorizerId', `${id} is not an authorizer of this stack`);
    }
    default:
      throw properties.unsupported('AuthorizationType', `${type} is not known`);
  }
}

function integrationOf(method: ResourceProperties): Integration {
  const integration = method.nested('Integration');
  if (integration === undefined) throw method.unsupported('Integration', 'is missing');
  const type = integration.string('Type').toUpperCase();
  const timeoutMs = integration.optionalNumber('TimeoutInMillis') ?? DEFAULT_INTEGRATION_TIMEOUT_MS;
  switch (type) {
    case 'AWS_PROXY':
      if (integration.optionalString('ResponseTransferMode')?.toUpperCase() === 'STREAM') {
        throw integration.unsupported('ResponseTransferMode', 'STREAM is not served by the local gateway');
      }
      return { type, functionArn: functionArnOf(integration, 'Uri'), timeoutMs };
    case 'HTTP_PROXY':
      return { type, backend: httpBackend(integration), timeoutMs };
    case 'HTTP':
      return { type, backend: httpBackend(integration), mapping: integrationMapping(integration), timeoutMs };
    case 'MOCK':
      return { type, mapping: integrationMapping(integration) };
    case 'AWS': {
      const uri = integration.string('Uri');
      const mapping = integrationMapping(integration);
      return isFunctionUri(uri)
        ? { type: 'FUNCTION', functionArn: functionArnOf(integration, 'Uri'), mapping, timeoutMs }
        : { type: 'SERVICE', uri, mapping };
    }
    default:
      throw integration.unsupported('Type', `${type} is not served by the local gateway`);
  }
}

function httpBackend(integration: ResourceProperties): HttpBackend {
  return {
    uri: integration.string('Uri'),
    method: (integration.optionalString('IntegrationHttpMethod') ?? 'ANY').toUpperCase(),
    parameters: requestParameters(integration),
    isPrivate: integration.optionalString('ConnectionType')?.toUpperCase() === 'VPC_LINK',
  };
}
