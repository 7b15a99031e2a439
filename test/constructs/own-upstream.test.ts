import { Aws } from 'aws-cdk-lib';
import { CorsBackend, CorsGateway, CorsHost, HostKind, type CorsGatewayProps } from '../../lib';
import { readUpstreams } from '../../lambda/shared/configuration/configuration';
import { complaints } from './support/complaints';
import { environmentOf, stackOf } from './support/stack-of';

const HOSTS: CorsGatewayProps = {
  hosts: [CorsHost.existing('login.example.com', HostKind.MY_DOMAIN)],
  sameOriginAliases: ['https://www.example.com'],
};
const ISSUER = 'https://login.example.com/realms/main';
const INTERNAL = 'https://keycloak.internal.example.com:8443';

function gateway(props: CorsGatewayProps) {
  return () => stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false, ...HOSTS, ...props }));
}

test.each<[string, string]>([
  ['an origin', INTERNAL],
  ['an origin with a slash', `${INTERNAL}/`],
])('an issuer by the name of the gateway is reached at its address: %s', (_, address) => {
  const { oauth } = readUpstreams(environmentOf(gateway({ oauthUpstream: { issuer: ISSUER, address } })()));
  expect(oauth).toMatchObject({ issuer: ISSUER, address: INTERNAL });
});

test('an issuer by a name on this machine, where nothing is sent', () => {
  const issuer = 'http://login.example.com.localhost:8787/realms/main';
  const { oauth } = readUpstreams(
    environmentOf(gateway({ oauthUpstream: { issuer, address: 'http://localhost:9080' } })()),
  );
  expect(oauth).toMatchObject({ issuer, address: 'http://localhost:9080' });
});

test.each<[string, CorsGatewayProps, readonly string[]]>([
  [
    'an issuer at a name below localhost, which may lead anywhere',
    { oauthUpstream: { issuer: 'http://login.example.com.localhost:8787' } },
    ['oauthUpstream.issuer'],
  ],
  ['an issuer by the name of a host', { oauthUpstream: { issuer: ISSUER } }, ['oauthUpstream.issuer']],
  [
    'an issuer by that name in capitals',
    { oauthUpstream: { issuer: 'https://LOGIN.example.com/realms/main' } },
    ['oauthUpstream.issuer'],
  ],
  [
    'an issuer by the name of an alias',
    { oauthUpstream: { issuer: 'https://www.example.com' } },
    ['oauthUpstream.issuer'],
  ],
  [
    'an address that is a host of the gateway',
    { oauthUpstream: { issuer: ISSUER, address: 'https://login.example.com' } },
    ['oauthUpstream.address'],
  ],
  [
    'an address with a path',
    { oauthUpstream: { issuer: ISSUER, address: `${INTERNAL}/base` } },
    ['oauthUpstream.address'],
  ],
  [
    'an address by http',
    { oauthUpstream: { issuer: ISSUER, address: 'http://keycloak.internal' } },
    ['oauthUpstream.address'],
  ],
  [
    'a backend at a host of the gateway',
    { defaultBackend: CorsBackend.http('https://login.example.com/base') },
    ['defaultBackend'],
  ],
])('%s cannot be synthesized', (_, props, expected) => {
  const found = complaints(gateway(props));
  expect(found.map((text) => text.split(' is ')[0])).toEqual(expected);
});

test('another port of a host is another server', () => {
  expect(gateway({ oauthUpstream: { issuer: 'https://login.example.com:8443' } })).not.toThrow();
});

test('a name that is known only at deployment is taken', () => {
  const issuer = `https://${Aws.ACCOUNT_ID}.example.com`;
  expect(gateway({ oauthUpstream: { issuer, address: issuer } })).not.toThrow();
});
