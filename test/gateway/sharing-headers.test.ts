import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStack } from './fixtures/served-stack';
import { apiResources, authorizerResource, functionResource } from './fixtures/template';

const GATEWAY = join(__dirname, '..', '..', 'gateway');

describe('Access-Control headers and the local gateway', () => {
  test('no answer has one that neither the template nor a function sets', async () => {
    const stack = await serveStack({
      ...functionResource('Reply', 'reply'),
      ...functionResource('Misbehave', 'misbehave', { Timeout: 1 }),
      ...authorizerResource('Authorizer', 'Reply'),
      ...apiResources({
        methods: [
          { path: '/reply', verb: 'ANY', to: 'Reply' },
          { path: '/judged', verb: 'ANY', to: 'Reply', authorizer: 'Authorizer' },
          { path: '/misbehave', verb: 'ANY', to: 'Misbehave', integration: { TimeoutInMillis: 200 } },
          {
            path: '/mock',
            verb: 'OPTIONS',
            integration: {
              Type: 'MOCK',
              RequestTemplates: { 'application/json': '{"statusCode":204}' },
              IntegrationResponses: [{ StatusCode: 204 }],
            },
          },
          { path: '/unsupported', verb: 'ANY', integration: { Type: 'HTTP' } },
        ],
      }),
    });
    const paths = [
      '/reply',
      '/judged',
      '/misbehave?deed=throwError',
      '/misbehave?deed=hang',
      '/mock',
      '/unsupported',
      '/nowhere',
      `/${'x'.repeat(11_000)}`,
    ];
    const statuses = new Set<number>();
    for (const path of paths) {
      for (const method of ['GET', 'OPTIONS', 'PUT']) {
        for (const host of [`localhost:${stack.port}`, 'rebound.example']) {
          const response = await stack.send({
            method,
            path,
            headers: [
              ['Host', host],
              ['Origin', 'https://page.example'],
              ['Access-Control-Request-Method', 'PUT'],
              ['Access-Control-Request-Headers', 'x-a'],
              ['X-Result', '{"statusCode":200}'],
            ],
          });
          statuses.add(response.status);
          const names = response.headers.map(([name]) => name.toLowerCase());
          expect(names.filter((name) => name.startsWith('access-control-') || name === 'vary')).toEqual([]);
        }
      }
    }
    await stack.close();
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 204, 403, 431, 500, 501, 502, 504]);
  });

  test('no source file names one, except for the filter that removes them', () => {
    const files = readdirSync(GATEWAY, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(ts|cjs)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(30);
    const naming = files.filter((file) =>
      /access-control|\bcors\b|preflight/i.test(readFileSync(join(GATEWAY, file), 'utf8')),
    );
    expect(naming).toEqual([join('dynamodb', 'dynamodb-filter.ts')]);
  });
});
