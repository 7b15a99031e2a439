import type { Stack } from 'aws-cdk-lib';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway, PathMatch } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { environmentOf, methodsOf, stackOf, type Built } from './support/stack-of';

const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]);

function gateway(backends: (stack: Stack) => Record<string, CorsBackend>): Built {
  return stackOf((stack) => {
    new CorsGateway(stack, 'Cors', { endpoints, adminApi: false, backends: backends(stack) });
  });
}

test('backends whose paths have parameters are resources with them', () => {
  const built = gateway((stack) => ({
    '/orders': CorsBackend.http('https://orders.example.com'),
    '/orders/{id}/items': CorsBackend.lambdaFunction(backendFunction(stack, 'Items')),
    '/files/{path+}': CorsBackend.lambdaFunction(backendFunction(stack, 'Files')),
  }));
  const any = Object.entries(methodsOf(built)).filter(([name]) => name.startsWith('ANY '));
  expect(Object.fromEntries(any)).toEqual({
    'ANY /': 'CorsAllowlistEvaluatorFunction NONE',
    'ANY /{proxy+}': 'CorsAllowlistEvaluatorFunction NONE',
    'ANY /files/{proxy+}': 'Files CUSTOM',
    'ANY /orders/{id}/items': 'Items CUSTOM',
    'ANY /orders/{id}/items/{proxy+}': 'Items CUSTOM',
  });
});

test('the evaluator finds a server by the same path', () => {
  const url = 'https://items.example.com';
  const built = gateway(() => ({ '/orders/{id}/items': CorsBackend.http(url) }));
  expect(JSON.parse(environmentOf(built)['CORS_UPSTREAMS']!)).toMatchObject({
    http: [{ path: '/orders/{id}/items', match: 'prefix', url }],
  });
});

test.each<[string, string[], string[]]>([
  [
    'paths that name the same requests',
    ['/orders/{id}', '/orders/{order}'],
    ['backends["/orders/{order}"] is "/orders/{order}"'],
  ],
  [
    'paths that cross, of which API Gateway would take the wrong one',
    ['/orders/open', '/orders/{id}/items'],
    ['backends["/orders/{id}/items"] is "/orders/{id}/items"'],
  ],
  [
    'a parameter that is a part of a segment',
    ['/orders/{id}.json'],
    ['backends["/orders/{id}.json"] is "/orders/{id}.json"'],
  ],
])('%s are an error', (_, paths, expected) => {
  const build = (): unknown =>
    gateway((stack) =>
      Object.fromEntries(
        paths.map((path, i) => [path, CorsBackend.lambdaFunction(backendFunction(stack, `F${i}`))]),
      ),
    );
  expect([...new Set(complaints(build))]).toEqual(expected);
});

test('a backend for the path at which two others cross mends them', () => {
  expect(() =>
    gateway((stack) => {
      const backend = (id: string): CorsBackend => CorsBackend.lambdaFunction(backendFunction(stack, id));
      return {
        '/orders/open': backend('Open'),
        '/orders/{id}/items': backend('Items'),
        '/orders/open/items': backend('OpenItems'),
      };
    }),
  ).not.toThrow();
});
