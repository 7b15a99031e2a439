import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { installInto } from './pack';

const root = resolve(__dirname, '../..');

describe('the package as a user installs it', () => {
  let project = '';

  /** Runs a script in the user's project without any tool on the path: no Docker, no esbuild, no npm. */
  const run = (script: string): string => {
    writeFileSync(join(project, 'script.js'), script);
    return execFileSync(process.execPath, ['script.js'], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: '' },
    });
  };

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'installed-'));
    const modules = join(project, 'node_modules');
    installInto(join(modules, 'apigateway-cors-allowlist'));
    for (const peer of ['aws-cdk-lib', 'constructs']) {
      symlinkSync(join(root, 'node_modules', peer), join(modules, peer));
    }
  }, 60_000);

  afterAll(() => {
    rmSync(project, { recursive: true, force: true });
  });

  test('synthesizes a gateway with its handlers, with nothing but the peers beside it', () => {
    run(`
      const { App, Stack } = require('aws-cdk-lib');
      const { CorsGateway } = require('apigateway-cors-allowlist');
      const app = new App({ outdir: 'cdk.out' });
      new CorsGateway(new Stack(app, 'Example'), 'Cors');
      app.synth();
    `);
    const out = join(project, 'cdk.out');
    const template = JSON.parse(readFileSync(join(out, 'Example.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect([...types]).toEqual(expect.arrayContaining(['AWS::ApiGateway::RestApi', 'AWS::Lambda::Function']));
    const handlers = readdirSync(out).filter((name) => existsSync(join(out, name, 'index.js')));
    expect(handlers.length).toBeGreaterThan(0);
  }, 60_000);

  test('gives withCors to a Lambda backend by its subpath', () => {
    const type = run("process.stdout.write(typeof require('apigateway-cors-allowlist/runtime').withCors)");
    expect(type).toBe('function');
  });

  test('tests a wrapped handler by its subpath for tests, without a table', () => {
    const output = run(`
      const { withCors } = require('apigateway-cors-allowlist/runtime');
      const { restApiEvent, setTestAllowlist } = require('apigateway-cors-allowlist/runtime/testing');
      const handler = withCors(() => ({ statusCode: 200 }));
      setTestAllowlist({ entries: ['https://app.example.com'] });
      const from = async (origin) => (await handler(restApiEvent({ origin }), {})).statusCode;
      Promise.all(['https://app.example.com', 'https://other.example'].map(from)).then((all) => {
        process.stdout.write(JSON.stringify(all));
      });
    `);
    expect(JSON.parse(output)).toEqual([200, 403]);
  });

  test('compiles in a strict project that has no other types', () => {
    const consumer = join(project, 'consumer.ts');
    writeFileSync(
      consumer,
      [
        "import { withCors } from 'apigateway-cors-allowlist/runtime';",
        "import { restApiEvent } from 'apigateway-cors-allowlist/runtime/testing';",
        'export const handler = withCors;',
        'export const event = restApiEvent({ origin: "https://app.example.com" });',
      ].join('\n'),
    );
    const program = ts.createProgram([consumer], {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      declaration: true,
      types: [],
      lib: ['lib.es2023.d.ts'],
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
    });
    const messages = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(messages).toEqual([]);
  }, 60_000);
});
