import type { CognitoCheck, JwtCheck } from '../../lib/contract/token-checks';

/** Where an issuer's keys are: known, or to be read from its metadata. */
export interface Issuer {
  /** As in the claim `iss`. */
  readonly name: string;
  /** Undefined where the metadata names it. */
  readonly keys: URL | undefined;
}

/** The issuer of a user pool. The id of a pool begins with its region. */
function poolIssuer(userPoolId: string): string {
  const region = userPoolId.split('_')[0] ?? '';
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://cognito-idp.${region}.${domain}/${userPoolId}`;
}

/** The issuer of a check. */
export function issuerOf(check: JwtCheck | CognitoCheck): Issuer {
  if (check.kind === 'jwt') {
    return { name: check.issuer, keys: check.jwksUri === undefined ? undefined : new URL(check.jwksUri) };
  }
  const name = poolIssuer(check.userPoolId);
  const place = poolEndpoint(check.userPoolId) ?? name;
  return { name, keys: new URL(`${place}/.well-known/jwks.json`) };
}

/** Where a pool is, by the variables in which the SDKs find another endpoint than that of AWS. Its tokens name AWS all the same. */
function poolEndpoint(userPoolId: string): string | undefined {
  const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: own, AWS_ENDPOINT_URL: every } = process.env;
  const endpoint = own ?? every;
  return endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, '')}/${userPoolId}`;
}

/**
 * Places of an issuer's metadata, in the order in which they are tried. OpenID Connect puts the well-known path behind the
 * issuer's path, RFC 8414 before it.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.1
 */
export function metadataPlaces(name: string): readonly URL[] {
  const { origin, pathname } = new URL(name);
  const path = pathname.replace(/\/$/, '');
  return [
    new URL(`${origin}${path}/.well-known/openid-configuration`),
    new URL(`${origin}/.well-known/oauth-authorization-server${path}`),
  ];
}
