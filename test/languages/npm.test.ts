import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { devDependencies } from '../../package.json';
import latest from '../setup/cdk-latest.json';
import { artifact } from './support/artifacts';
import { run, type Surroundings } from './support/command';
import { EVERYTHING, expectSameTemplate } from './support/same-app';

const root = resolve(__dirname, '../..');

/** A user's project of which the test knows the files: strict, and with the checks of declarations that others leave out. */
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    skipLibCheck: false,
    target: 'es2023',
    lib: ['es2023'],
    module: 'node20',
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    outDir: 'out',
  },
  include: ['*.ts'],
};

/** The smallest app, as the README has it, by what an extension makes of its imports. */
const PLAIN = {
  'plain.cjs': `
    const { App, Stack } = require('aws-cdk-lib');
    const { CorsGateway } = require('apigateway-cors-allowlist');`,
  'plain.mjs': `
    import { App, Stack } from 'aws-cdk-lib';
    import { CorsGateway } from 'apigateway-cors-allowlist';`,
};

describe.each([devDependencies['aws-cdk-lib'], latest['aws-cdk-lib']])(
  'a project of its own, with the tarball and aws-cdk-lib %s and nothing else',
  (version) => {
    let app: Surroundings = { cwd: '' };

    beforeAll(async () => {
      const cwd = mkdtempSync(join(tmpdir(), 'project-'));
      app = { cwd };
      write('package.json', JSON.stringify({ private: true }));
      const packages = [artifact('js', '.tgz'), `aws-cdk-lib@${version}`];
      await run(app, 'npm', 'install', '--omit=dev', '--no-audit', '--no-fund', ...packages);
    });

    afterAll(() => {
      rmSync(app.cwd, { recursive: true, force: true });
    });

    const write = (name: string, text: string): void => {
      writeFileSync(join(app.cwd, name), text);
    };

    test('holds what it was asked for, and what that needs beside it', () => {
      const installed = readdirSync(join(app.cwd, 'node_modules')).filter((name) => !name.startsWith('.'));
      expect(installed.sort()).toEqual([
        '@aws-cdk',
        'apigateway-cors-allowlist',
        'aws-cdk-lib',
        'constructs',
      ]);
    });

    test.each(Object.entries(PLAIN))('runs %s', async (name, imports) => {
      const construct = "const app = new App(); new CorsGateway(new Stack(app, 'Api'), 'Cors'); app.synth();";
      write(name, `${imports}\n${construct}\n`);
      const env = { ...process.env, CDK_OUTDIR: `${name}.out` };
      await run({ ...app, env }, process.execPath, name);
      const template = readFileSync(join(app.cwd, `${name}.out/Api.template.json`), 'utf8');
      expect(template).toContain('AWS::ApiGateway::RestApi');
    });

    describe('in strict TypeScript', () => {
      beforeAll(async () => {
        for (const name of ['app.ts', 'example-context.ts', 'example-stack.ts']) {
          const source = readFileSync(join(root, 'bin', name), 'utf8');
          write(name, source.replace("'../lib'", "'apigateway-cors-allowlist'"));
        }
        write('cdk.json', JSON.stringify({ app: 'node out/app.js' }));
        write('tsconfig.json', JSON.stringify(TSCONFIG));
        await run(app, join(root, 'node_modules/.bin/tsc'), '--project', '.');
      });

      test.each([{}, EVERYTHING])('makes the template of bin/app.ts for %j', async (context) => {
        await expectSameTemplate(app, context);
      });
    });
  },
);
