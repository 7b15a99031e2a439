import { askByToken, cognito, READ, SETTINGS, WRITE } from './support/by-token';
import { deployExample, destroyExample } from './support/cdk';
import { ownStackName } from './support/deployed-target';
import { addPerson } from './support/person';

const GROUPS = ['manage-allowlist', 'manage-settings'] as const;
type Group = (typeof GROUPS)[number];

describe('admin API behind a user pool, with real tokens', () => {
  const choice = {
    stackName: ownStackName('Cognito'),
    context: { adminAuth: 'cognito', removeTable: 'yes' },
  };
  let outputs: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    ({ outputs } = await deployExample(choice));
  }, 900_000);

  afterAll(async () => {
    await destroyExample(choice);
    // The example keeps its user pool, as a stack with people in it should.
    const { UserPoolId } = outputs;
    if (UserPoolId !== undefined) await cognito('DeleteUserPool', { UserPoolId });
  }, 900_000);

  it('takes nobody without a token, and no token that is none', async () => {
    expect((await askByToken(outputs, READ)).status).toBe(401);
    expect((await askByToken(outputs, READ, 'not-a-token')).status).toBe(401);
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
    expect((await askByToken(outputs, READ, token)).status).toBe(expected.read);
    expect((await askByToken(outputs, WRITE, token)).status).toBe(expected.write);
    expect((await askByToken(outputs, SETTINGS, token)).status).toBe(expected.settings);
  });

  /** The ID token of a new person in these groups, who has signed in with a password. */
  async function tokenOf(groups: readonly Group[]): Promise<string> {
    const { name: USERNAME, password: PASSWORD } = await addPerson(outputs['UserPoolId'], groups);
    const answer = await cognito('InitiateAuth', {
      ClientId: outputs['UserPoolClientId'],
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    });
    return (answer as { AuthenticationResult: { IdToken: string } }).AuthenticationResult.IdToken;
  }
});
