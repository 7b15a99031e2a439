import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Stack } from '../../assembly/stack';
import { functionArnOf } from './function-uri';
import { valueSource, type ValueSource } from '../mapping/value-source';

/** A Lambda authorizer of type REQUEST. */
export interface AuthorizerDefinition {
  readonly functionArn: string;
  /** Values that must not be missing or empty; otherwise the function is not called. */
  readonly identitySources: readonly ValueSource[];
}

/**
 * The authorizer that a method names.
 *
 * @throws UnsupportedTemplateError for other types, and for a cache, because the local gateway caches no results
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html
 */
export function authorizerDefinition(stack: Stack, method: ResourceProperties): AuthorizerDefinition {
  const id = method.string('AuthorizerId');
  const authorizer = stack
    .resourcesOf('AWS::ApiGateway::Authorizer')
    .find(({ logicalId }) => stack.reference(logicalId) === id);
  if (authorizer === undefined)
    throw method.unsupported('AuthorizerId', `${id} is not an authorizer of this stack`);
  const type = authorizer.string('Type');
  if (type !== 'REQUEST') throw authorizer.unsupported('Type', `${type} is not run by the local gateway`);
  if (authorizer.optionalNumber('AuthorizerResultTtlInSeconds') !== 0) {
    throw authorizer.unsupported(
      'AuthorizerResultTtlInSeconds',
      'must be 0: the local gateway caches no results',
    );
  }
  const sources = (authorizer.optionalString('IdentitySource') ?? '')
    .split(',')
    .map((source) => source.trim());
  return {
    functionArn: functionArnOf(authorizer, 'AuthorizerUri'),
    identitySources: sources
      .filter((source) => source !== '')
      .map((source) => valueSource(source) ?? unknownSource(authorizer, source)),
  };
}

function unknownSource(authorizer: ResourceProperties, source: string): never {
  throw authorizer.unsupported('IdentitySource', `${source} is not known`);
}
