import { send, type PlainResponse } from '../../support/http-client';
import { callService } from './aws-request';
import { reachable } from './deployed-target';

/** A call of the admin API. */
export interface AdminRequest {
  readonly method: string;
  /** Begins after `/cors/v1`. */
  readonly path: string;
  readonly body?: unknown;
}

export const WRITE: AdminRequest = {
  method: 'POST',
  path: '/allowlist',
  body: { pattern: 'https://by-token.example' },
};
export const READ: AdminRequest = { method: 'GET', path: '/allowlist' };
export const SETTINGS: AdminRequest = {
  method: 'PUT',
  path: '/settings',
  body: { enableCorsForOAuthEndpoints: true },
};

/** Asks the admin API of a stack with these outputs, with a token or without one. */
export function askByToken(
  outputs: Readonly<Record<string, string>>,
  { method, path, body }: AdminRequest,
  token?: string,
): Promise<PlainResponse> {
  return send({
    url: `${reachable(outputs['AdminUrl'] ?? '')}/cors/v1${path}`,
    method,
    headers: [
      ...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]),
      // Nobody has written the settings of a new stack.
      ...(method === 'PUT' ? [['If-Match', '"0"'] as const] : []),
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ],
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/**
 * Calls Cognito.
 *
 * @throws Error with its answer, when that is not 200
 */
export async function cognito(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const name = `AWSCognitoIdentityProviderService.${operation}`;
  const response = await callService('cognito-idp', name, input);
  if (response.status !== 200) throw new Error(`${operation}: ${response.body.toString('utf8')}`);
  return response.json();
}
