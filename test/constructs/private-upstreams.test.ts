import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib';
import { CorsBackend, CorsGateway, type CorsGatewayProps } from '../../lib';
import { complaints } from './support/complaints';
import { environmentOf, stackOf, type Built } from './support/stack-of';

const URL_ = 'http://orders.internal:8080';

function gateway(props: (stack: Stack) => CorsGatewayProps): Built {
  return stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false, ...props(stack) }));
}

function inside(stack: Stack): CorsGatewayProps {
  return { evaluator: { vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) as IVpc } };
}

test('a server in the VPC of the evaluator is reached by http where that is acknowledged', () => {
  const built = gateway((stack) => ({
    ...inside(stack),
    backends: { '/services/data': CorsBackend.http(URL_, { allowHttp: true }) },
    defaultBackend: CorsBackend.http('https://other.internal'),
  }));
  expect(environmentOf(built)['CORS_UPSTREAMS']).toContain(`"url":"${URL_}"`);
});

test.each<[string, (stack: Stack) => CorsGatewayProps, string[]]>([
  [
    'without the acknowledgement',
    (stack) => ({ ...inside(stack), defaultBackend: CorsBackend.http(URL_) }),
    [`defaultBackend is "${URL_}"`],
  ],
  [
    'with it, but outside of a VPC',
    () => ({ defaultBackend: CorsBackend.http(URL_, { allowHttp: true }) }),
    ['defaultBackend.allowHttp is true'],
  ],
  [
    'with one that is none',
    (stack) => ({
      ...inside(stack),
      defaultBackend: CorsBackend.http('https://a.example', JSON.parse('{"allowHttp":"yes"}') as object),
    }),
    ['defaultBackend.allowHttp is "yes"'],
  ],
  [
    'for an issuer',
    (stack) => ({ ...inside(stack), oauthUpstream: { issuer: 'http://idp.internal' } }),
    ['oauthUpstream.issuer is "http://idp.internal"'],
  ],
])('http %s is an error', (_, props, expected) => {
  expect(complaints(() => gateway(props))).toEqual(expected);
});
