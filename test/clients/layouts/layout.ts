import type { CorsBackend, CorsEndpoints } from '../../../lib';
import type { FixedAnswer, IssuerBehaviour } from '../support/layout-issuer';

/** Host of the gateway, by which the issuer calls itself too. */
export const GATEWAY_HOST = 'login.listed.example';
export const GATEWAY = `https://${GATEWAY_HOST}`;

/** The paths of an issuer's endpoints. */
export interface LayoutPaths {
  readonly document: string;
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
  readonly revocation: string;
  readonly introspection: string;
  readonly end_session: string;
  readonly device_authorization: string;
  readonly code_verification: string;
  readonly pushed_authorization_request: string;
  readonly registration: string;
}

/** How a product lays out its endpoints, and the gateway's table for it. */
export interface Layout {
  readonly name: string;
  /** The issuer, by the gateway's name. */
  readonly issuer: string;
  readonly paths: LayoutPaths;
  /** Path below which people sign in. */
  readonly login: string;
  readonly endpoints: CorsEndpoints;
  /** Pages of the issuer that the table does not have. */
  readonly pages?: readonly string[];
  /** Backends beside the issuer, at its address. */
  readonly backends?: (address: string) => Record<string, CorsBackend>;
  /** Names of parameters that the product has, and the standard's. */
  readonly rename?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, FixedAnswer>>;
  /** Further members of answers with tokens. */
  readonly besideTokens?: Readonly<Record<string, string>>;
  readonly behaviour?: Partial<IssuerBehaviour>;
}

/** The members of a discovery document that name endpoints, as `curl` would save them. */
export function documentOf(issuer: string, paths: LayoutPaths): Record<string, string> {
  const at = (path: string): string => `${issuer}${path}`;
  return {
    issuer,
    authorization_endpoint: at(paths.authorization),
    token_endpoint: at(paths.token),
    userinfo_endpoint: at(paths.userinfo),
    jwks_uri: at(paths.jwks),
    revocation_endpoint: at(paths.revocation),
    introspection_endpoint: at(paths.introspection),
    end_session_endpoint: at(paths.end_session),
    device_authorization_endpoint: at(paths.device_authorization),
    pushed_authorization_request_endpoint: at(paths.pushed_authorization_request),
    registration_endpoint: at(paths.registration),
  };
}
