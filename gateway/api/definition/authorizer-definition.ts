import type { ResourceProperties } from '../../assembly/resource-properties';
import { functionArnOf } from './function-uri';
import { valueSource, type ValueSource } from '../mapping/value-source';

/** A Lambda authorizer. */
export interface AuthorizerDefinition {
  /** The same for every method that names it: what its cache is kept under. */
  readonly id: string;
  readonly type: 'REQUEST' | 'TOKEN';
  readonly functionArn: string;
  /** Values that must not be missing or empty; otherwise the function is not called. */
  readonly identitySources: readonly ValueSource[];
  /** The form of the token; another one is refused without a call. Only for `TOKEN`. */
  readonly tokenForm: RegExp | undefined;
  /** How long an answer is used again for the same values of the identity sources. 0: never. */
  readonly ttlSeconds: number;
}

const DEFAULT_TTL_SECONDS = 300;
const DEFAULT_TOKEN_SOURCE = 'method.request.header.Authorization';

/**
 * The Lambda authorizer that these properties describe.
 *
 * @throws UnsupportedTemplateError for an unknown type, an unknown identity source, and a URI that names no function
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html
 */
export function authorizerDefinition(authorizer: ResourceProperties): AuthorizerDefinition {
  const type = authorizer.string('Type').toUpperCase();
  if (type !== 'REQUEST' && type !== 'TOKEN') {
    throw authorizer.unsupported('Type', `${type} is not run by the local gateway`);
  }
  const sources = (
    authorizer.optionalString('IdentitySource') ?? (type === 'TOKEN' ? DEFAULT_TOKEN_SOURCE : '')
  )
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
  const form = type === 'TOKEN' ? authorizer.optionalString('IdentityValidationExpression') : undefined;
  return {
    id: `${authorizer.logicalId} ${authorizer.optionalString('Name') ?? ''}`,
    type,
    functionArn: functionArnOf(authorizer, 'AuthorizerUri'),
    identitySources: sources.map((source) => valueSource(source) ?? unknownSource(authorizer, source)),
    tokenForm: form === undefined ? undefined : wholeExpression(authorizer, form),
    ttlSeconds: authorizer.optionalNumber('AuthorizerResultTtlInSeconds') ?? DEFAULT_TTL_SECONDS,
  };
}

function wholeExpression(authorizer: ResourceProperties, source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    throw authorizer.unsupported(
      'IdentityValidationExpression',
      'is not a regular expression that runs here',
    );
  }
}

function unknownSource(authorizer: ResourceProperties, source: string): never {
  throw authorizer.unsupported('IdentitySource', `${source} is not known`);
}
