import { send, type PlainResponse } from '../support/http-client';
import { cognito } from './support/by-token';
import { deployExample, destroyExample } from './support/cdk';
import { DEPLOY_CAPABILITIES } from './support/deploy-target';
import { ownStackName, reachable } from './support/deployed-target';
import { addPerson, type Person } from './support/person';

/*
 * `TokenCheck.cognito` with real tokens of a user pool. The emulator signs them in the name of AWS (`iss`) and publishes the keys
 * itself, so functions read the keys from the endpoint that `AWS_ENDPOINT_URL` names. In an account they come from Cognito.
 */

const LISTED = 'https://listed.tokens.example';
const OTHER = 'https://other.tokens.example';

type Kind = 'access' | 'id' | "another client's" | 'none' | 'garbage';

describe('callers of a user pool', () => {
  const choice = { stackName: ownStackName('Tokens'), app: 'test/deploy/support/tokens-app.ts' };
  let outputs: Readonly<Record<string, string>> = {};
  const tokens: Partial<Record<Kind, string>> = { garbage: 'a.b.c' };

  beforeAll(async () => {
    ({ outputs } = await deployExample(choice));
    const person = await addPerson(outputs['UserPoolId'], []);
    const { AccessToken, IdToken } = await signIn(person, outputs['ClientId']);
    Object.assign(tokens, { access: AccessToken, id: IdToken });
    tokens["another client's"] = (await signIn(person, outputs['OtherClientId'])).AccessToken;
  }, 900_000);

  afterAll(() => destroyExample(choice), 900_000);

  function ask(path: string, kind: Kind, origin?: string): Promise<PlainResponse> {
    const token = tokens[kind];
    return send({
      url: `${reachable(outputs['GatewayUrl'] ?? '')}${path}`,
      headers: [
        ...(origin === undefined ? [] : [['Origin', origin] as const]),
        ...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]),
      ],
    });
  }

  test.each<[path: string, kind: Kind, status: number, code: string | undefined]>([
    ['/access', 'access', 200, undefined],
    ['/access', 'id', 401, 'token_refused'],
    ['/access', "another client's", 401, 'token_refused'],
    ['/access', 'none', 401, 'token_refused'],
    ['/access', 'garbage', 401, 'token_refused'],
    ['/id', 'id', 200, undefined],
    ['/id', 'access', 401, 'token_refused'],
    ['/admin', 'access', 200, undefined],
    ['/orders', 'access', 403, undefined],
    ['/middleware', 'access', 200, undefined],
    ['/middleware', 'id', 401, 'token_invalid'],
    ['/middleware', "another client's", 401, 'token_invalid'],
    ['/middleware', 'none', 401, 'token_missing'],
    ['/free', 'none', 200, undefined],
  ])('%s, token: %s → %i', async (path, kind, status, code) => {
    const listed = await ask(path, kind, LISTED);
    expect(listed.status).toBe(status);
    // The emulator leaves out what a gateway response takes from the authorizer's context.
    if (status !== 403 || DEPLOY_CAPABILITIES.has('authorizer-context-in-gateway-responses'))
      expect(listed.header('Access-Control-Allow-Origin')).toBe(LISTED);
    if (code !== undefined) expect(listed.json()).toMatchObject({ status, code });
    if (status === 401) expect(challengeOf(listed)).toMatch(/^Bearer/);
    expect((await ask(path, kind)).status).toBe(status);
    const unlisted = await ask(path, kind, OTHER);
    expect(unlisted.status).toBe(403);
    expect(unlisted.header('Access-Control-Allow-Origin')).toBeUndefined();
  });
});

/** API Gateway renames the header of a function, and not its own. */
function challengeOf(response: PlainResponse): string | undefined {
  return response.header('WWW-Authenticate') ?? response.header('x-amzn-remapped-www-authenticate');
}

async function signIn(
  { name: USERNAME, password: PASSWORD }: Person,
  ClientId: string | undefined,
): Promise<{ readonly AccessToken: string; readonly IdToken: string }> {
  const answer = await cognito('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });
  return (
    answer as { readonly AuthenticationResult: { readonly AccessToken: string; readonly IdToken: string } }
  ).AuthenticationResult;
}
