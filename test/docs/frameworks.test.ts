import { join } from 'node:path';
import { ROOT } from './support/markdown';
import { filesOfPage, Project } from './support/project';

/*
 * Each program of the page runs. Packages that are not installed here are adapters in their shapes, as in
 * `test/runtime/frameworks`.
 */

const FILES = filesOfPage('docs/frameworks.md');
const ADAPTERS = JSON.stringify(join(ROOT, 'test/runtime/frameworks/adapters.ts'));
const stub = (name: string, code: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, type: 'module', exports: './index.ts' }),
  [`node_modules/${name}/index.ts`]: code,
});

const PACKAGES = {
  ...stub(
    '@codegenie/serverless-express',
    `import { serverlessExpress } from ${ADAPTERS}; export default serverlessExpress;`,
  ),
  ...stub(
    '@fastify/aws-lambda',
    `import { awsLambdaFastify } from ${ADAPTERS}; export default awsLambdaFastify;`,
  ),
  ...stub(
    '@nestjs/core',
    `export const NestFactory = { create: async (module) =>
      ({ init: async () => undefined, getHttpAdapter: () => ({ getInstance: () => module.app }) }) };`,
  ),
  'app.module.mjs': `import express from 'express';
    const app = express();
    app.get('/orders', (request, response) => response.json({ path: request.path }));
    export const AppModule = { app };`,
};

const ASK = `
  import { restApiEvent, setTestAllowlist, withAuthorizerVerdict } from 'apigateway-cors-allowlist/runtime/testing';
  const { handler } = await import('./' + process.argv[2]);
  const origin = 'https://app.example.com';
  setTestAllowlist({ entries: [origin] });
  const event = await withAuthorizerVerdict(restApiEvent({ path: '/orders', origin }));
  const allowed = await handler(event, {});
  const refused = await handler(restApiEvent({ path: '/orders', origin: 'https://other.example' }), {});
  console.log(JSON.stringify([allowed.statusCode, allowed.headers['Access-Control-Allow-Origin'],
    JSON.parse(allowed.body), refused.statusCode]));
  process.exit(0);
`;

const project = new Project();
afterAll(() => {
  project.remove();
});

test.each(Object.keys(FILES))('%s', (file) => {
  project.write({ ...PACKAGES, ...FILES, 'ask.mjs': ASK });
  const { output } = project.node('ask.mjs', file);
  expect(output).toBe('[200,"https://app.example.com",{"path":"/orders"},403]\n');
});

test('the page has the four frameworks', () => {
  expect(Object.keys(FILES)).toHaveLength(4);
});
