import { randomBytes } from 'node:crypto';
import { send, type PlainResponse } from '../support/http-client';
import { callService } from './support/aws-request';
import { deployExample, destroyExample } from './support/cdk';
import { ownStackName, reachable } from './support/deployed-target';

const GROUPS = ['manage-allowlist', 'manage-settings'] as const;
type Group = (typeof GROUPS)[number];

const WRITE = { method: 'POST', path: '/allowlist', body: { pattern: 'https://by-token.example' } };
const READ = { method: 'GET', path: '/allowlist' };
const SETTINGS = { method: 'PUT', path: '/settings', body: { enableCorsForOAuthEndpoints: true } };

describe('admin API behind a user pool, with real tokens', () => {
  const choice = {
    stackName: ownStackName('Cognito'),
    context: { adminAuth: 'cognito', removeTable: 'yes' },
  };
  let outputs: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    ({ outputs } = await deployExample(choice));
  }, 900_000);

  afterAll(() => destroyExample(choice), 900_000);

  it('takes nobody without a token, and no token that is none', async () => {
    expect((await ask(READ)).status).toBe(401);
    expect((await ask(READ, 'not-a-token')).status).toBe(401);
  });

  // The settings are a permission on top of the allowlist's, so that one alone is not enough.
  test.each<
    [string, readonly Group[], { readonly read: number; readonly write: number; readonly settings: number }]
  >([
    ['no permission', [], { read: 403, write: 403, settings: 403 }],
    ['manage-allowlist', ['manage-allowlist'], { read: 200, write: 201, settings: 403 }],
    ['manage-settings alone', ['manage-settings'], { read: 403, write: 403, settings: 403 }],
    ['both', GROUPS, { read: 200, write: 409, settings: 200 }],
  ])('%s', async (_name, groups, expected) => {
    const token = await tokenOf(groups);
    expect((await ask(READ, token)).status).toBe(expected.read);
    expect((await ask(WRITE, token)).status).toBe(expected.write);
    expect((await ask(SETTINGS, token)).status).toBe(expected.settings);
  });

  function ask(
    { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
    token?: string,
  ): Promise<PlainResponse> {
    return send({
      url: `${reachable(outputs['AdminUrl'] ?? '')}/cors/v1${path}`,
      method,
      headers: [
        ...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]),
        ...(method === 'PUT' ? [['If-Match', '"0"'] as const] : []),
        ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ],
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The ID token of a new person in these groups, who has signed in with a password. */
  async function tokenOf(groups: readonly Group[]): Promise<string> {
    const [UserPoolId, ClientId] = [outputs['UserPoolId'], outputs['UserPoolClientId']];
    const Username = `user-${randomBytes(6).toString('hex')}`;
    const Password = `Aa1!${randomBytes(12).toString('hex')}`;
    await cognito('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
    await cognito('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true });
    for (const GroupName of groups) await cognito('AdminAddUserToGroup', { UserPoolId, Username, GroupName });
    const answer = await cognito('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    });
    return (answer as { AuthenticationResult: { IdToken: string } }).AuthenticationResult.IdToken;
  }
});

async function cognito(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const name = `AWSCognitoIdentityProviderService.${operation}`;
  const response = await callService('cognito-idp', name, input);
  if (response.status !== 200) throw new Error(`${operation}: ${response.body.toString('utf8')}`);
  return response.json();
}
