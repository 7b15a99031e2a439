import { cognitoCaller } from '../../../lambda/admin/identity/cognito-caller';

const AUTH = {
  mode: 'cognito',
  viewAllowlistGroup: 'viewers',
  manageAllowlistGroup: 'managers',
  manageSettingsGroup: 'settings',
} as const;

function permissionsOf(groups: unknown, token?: unknown, prefix = 'Bearer '): readonly string[] | undefined {
  const claims = { sub: 's', token_use: 'id', 'cognito:username': 'ada', 'cognito:groups': groups };
  const payload = Buffer.from(JSON.stringify(token ?? null)).toString('base64url');
  const authorization = token === undefined ? [] : [`${prefix}e30.${payload}.c2ln`];
  const caller = cognitoCaller({ claims, authorization }, AUTH);
  return caller && [...(caller.permissions ?? [])];
}

test.each<[string, unknown, readonly string[]]>([
  ['one name', 'viewers', ['view-allowlist']],
  ['a list in brackets', '[viewers  settings]', ['view-allowlist', 'manage-settings']],
  ['a list with commas', 'viewers, settings', ['view-allowlist', 'manage-settings']],
  ['a name that ends in brackets', 'x[viewers]', []],
  ['a name that begins with brackets', '[viewers]x', []],
  ['names that are empty', ',,', []],
  ['a list with something else in it', ['viewers', 1], ['view-allowlist']],
  ['something else', 7, []],
  ['nothing', undefined, []],
])('the groups of an event without a token: %s', (_, groups, expected) => {
  expect(permissionsOf(groups)).toEqual(expected);
});

test.each<[string, unknown, string, readonly string[]]>([
  [
    'its groups are the same',
    { sub: 's', 'cognito:groups': ['viewers', 'x'] },
    'Bearer ',
    ['view-allowlist'],
  ],
  ['it stands alone', { sub: 's', 'cognito:groups': ['viewers', 'x'] }, '', ['view-allowlist']],
  ['with more spaces', { sub: 's', 'cognito:groups': ['viewers', 'x'] }, 'Bearer   ', ['view-allowlist']],
  ['a name holds the comma', { sub: 's', 'cognito:groups': ['viewers,x'] }, 'Bearer ', []],
  ['it is of somebody else', { sub: 't', 'cognito:groups': ['viewers', 'x'] }, 'Bearer ', []],
  ['its groups are others', { sub: 's', 'cognito:groups': ['viewers', 'y'] }, 'Bearer ', []],
  ['it has no groups', { sub: 's' }, 'Bearer ', []],
  ['it holds no object', 7, 'Bearer ', []],
  ['it holds nothing', null, 'Bearer ', []],
  ['something stands before it', { sub: 's', 'cognito:groups': ['viewers', 'x'] }, 'Basic ', []],
])('two names are taken from the token: %s', (_, token, prefix, expected) => {
  expect(permissionsOf('viewers,x', token ?? {}, prefix)).toEqual(expected);
});
