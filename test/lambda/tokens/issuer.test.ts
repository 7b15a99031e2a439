import { issuerOf, metadataPlaces } from '../../../lambda/tokens/issuer';

test.each([
  ['eu-central-1_Ab', 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab'],
  ['cn-north-1_Ab', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Ab'],
  ['us-gov-west-1_Ab_c', 'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_Ab_c'],
  ['xcn-_Ab', 'https://cognito-idp.xcn-.amazonaws.com/xcn-_Ab'],
])('the user pool %s is the issuer %s', (userPoolId, name) => {
  const { name: found, keys } = issuerOf({ kind: 'cognito', userPoolId, use: 'id' });
  expect(found).toBe(name);
  expect(keys?.href).toBe(`${name}/.well-known/jwks.json`);
});

test('an issuer has its name to the last character, and its keys where a URL says so', () => {
  const check = { kind: 'jwt', issuer: 'https://a.example/', audience: [] } as const;
  expect(issuerOf(check)).toEqual({ name: 'https://a.example/', keys: undefined });
  const { name, keys } = issuerOf({ ...check, jwksUri: 'https://b.example/keys' });
  expect([name, keys?.href]).toEqual(['https://a.example/', 'https://b.example/keys']);
});

test.each([
  ['https://a.example', '', ''],
  ['https://a.example/', '', ''],
  ['https://a.example/t', '/t', '/t'],
  ['https://a.example/t/u/', '/t/u', '/t/u'],
])('the metadata of %s are looked for in two places', (name, behind, after) => {
  expect(metadataPlaces(name).map(({ href }) => href)).toEqual([
    `https://a.example${behind}/.well-known/openid-configuration`,
    `https://a.example/.well-known/oauth-authorization-server${after}`,
  ]);
});
