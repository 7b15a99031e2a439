import { CfnAuthorizer, type CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { valuePlace } from '../deployed/deployed-api';
import { givenProperty } from '../deployed/deployed-resource';
import { constructOf } from '../deployed/place';

const DEFAULT_IDENTITY_SOURCE = 'method.request.header.Authorization';
const DEFAULT_TTL_SECONDS = 300;

/**
 * The option of `protect()` that lets the allowlist's authorizer check callers as the method's own does today: it can be pasted.
 * Undefined for a kind of authorization that `tokens` does not have, such as AWS_IAM.
 *
 * @param resource the method, where it is a construct of this app: its scopes and its authorizer are then read
 */
export function tokensAdvice(authorizationType: unknown, resource?: CfnMethod): string | undefined {
  switch (authorizationType) {
    case 'COGNITO_USER_POOLS':
      return `tokens: TokenCheck.cognito(userPool, ${cognitoOptions(resource)})`;
    case 'CUSTOM':
      return `tokens: TokenCheck.authorizer(handler, ${chainedOptions(resource)})`;
    default:
      return undefined;
  }
}

/** API Gateway takes ID tokens where a method asks for no scopes, and access tokens where it does. */
function cognitoOptions(resource: CfnMethod | undefined): string {
  const scopes = resource === undefined ? undefined : givenProperty(resource, 'AuthorizationScopes');
  if (!Array.isArray(scopes) || scopes.length === 0) return '{ use: TokenUse.ID }';
  const [only, ...others] = scopes as readonly unknown[];
  // API Gateway is content with any of its scopes; a check asks for all of them.
  if (others.length > 0 || typeof only !== 'string')
    return '{ scopes: [] /* those that every caller has */ }';
  return `{ scopes: [${quoted(only)}] }`;
}

function chainedOptions(resource: CfnMethod | undefined): string {
  const authorizer = resource === undefined ? undefined : authorizerOf(resource);
  const type = authorizer?.type === 'TOKEN' ? 'TOKEN' : 'REQUEST';
  const sources = authorizer?.identitySource;
  const ttl = authorizer?.authorizerResultTtlInSeconds;
  return [
    `{ type: ChainedAuthorizerType.${type}`,
    ...(sources === undefined || sources === DEFAULT_IDENTITY_SOURCE
      ? []
      : [
          `identitySources: [${sources
            .split(',')
            .map((one) => quoted(one.trim()))
            .join(', ')}]`,
        ]),
    ...(ttl === undefined || ttl === DEFAULT_TTL_SECONDS
      ? []
      : [`cacheTtl: Duration.seconds(${String(ttl)})`]),
  ]
    .join(', ')
    .concat(' }');
}

function authorizerOf(resource: CfnMethod): CfnAuthorizer | undefined {
  const id = givenProperty(resource, 'AuthorizerId');
  const found = id === undefined ? undefined : constructOf(resource, valuePlace(resource, id));
  return found instanceof CfnAuthorizer ? found : undefined;
}

function quoted(text: string): string {
  return `'${text}'`;
}
