import { send } from '../support/http-client';
import { emulatorUrl } from './support/deploy-target';
import { askByToken, cognito, READ, SETTINGS, WRITE } from './support/by-token';
import { deployExample, destroyExample } from './support/cdk';
import { ownStackName } from './support/deployed-target';

const REGION_OF_POOL = /^([a-z0-9-]+)_/;

describe('admin API behind a user pool, with the access tokens of machine clients', () => {
  const choice = { stackName: ownStackName('Scopes'), app: 'test/deploy/support/scopes-app.ts' };
  let outputs: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    ({ outputs } = await deployExample(choice));
  }, 900_000);

  afterAll(() => destroyExample(choice), 900_000);

  // API Gateway takes any scope of a method and answers 401 to the rest; that all are there is checked by the function.
  test.each<
    [string, string, string, { readonly read: number; readonly write: number; readonly settings: number }]
  >([
    ['a scope that is no permission', 'None', 'cors/other', { read: 401, write: 401, settings: 401 }],
    ['manage-allowlist', 'Allowlist', 'cors/manage-allowlist', { read: 200, write: 201, settings: 403 }],
    ['manage-settings alone', 'Settings', 'cors/manage-settings', { read: 401, write: 401, settings: 403 }],
    ['both', 'Both', 'cors/manage-allowlist cors/manage-settings', { read: 200, write: 409, settings: 200 }],
  ])('%s', async (_name, client, scope, expected) => {
    const token = await tokenOf(outputs[`${client}ClientId`] ?? '', scope);
    expect((await askByToken(outputs, READ, token)).status).toBe(expected.read);
    expect((await askByToken(outputs, WRITE, token)).status).toBe(expected.write);
    expect((await askByToken(outputs, SETTINGS, token)).status).toBe(expected.settings);
  });

  async function tokenOf(ClientId: string, scope: string): Promise<string> {
    const UserPoolId = outputs['UserPoolId'] ?? '';
    const { UserPoolClient } = (await cognito('DescribeUserPoolClient', { UserPoolId, ClientId })) as {
      UserPoolClient: { ClientSecret: string };
    };
    const response = await send({
      method: 'POST',
      url: `${tokenHost(UserPoolId)}/oauth2/token`,
      headers: [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        [
          'Authorization',
          `Basic ${Buffer.from(`${ClientId}:${UserPoolClient.ClientSecret}`).toString('base64')}`,
        ],
      ],
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
    });
    if (response.status !== 200) throw new Error(`no token: ${response.body.toString('utf8')}`);
    return (response.json() as { access_token: string }).access_token;
  }

  function tokenHost(userPoolId: string): string {
    const region = REGION_OF_POOL.exec(userPoolId)?.[1] ?? '';
    return emulatorUrl() ?? `https://${choice.stackName.toLowerCase()}.auth.${region}.amazoncognito.com`;
  }
});
