import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ExampleStack } from '../../bin/example-stack';
import { scratchApp } from '../constructs/support/scratch-app';
import { TEAM_STORIES } from '../constructs/support/team-stack';
import { pythonEnvironment } from '../support/python-environment';

const PACKAGES = ['checkov==3.3.30'];
const env = { account: '123456789012', region: 'eu-central-1' };
const page = readFileSync(resolve(__dirname, '../../docs/security-review.md'), 'utf8');
const listed = [...page.matchAll(/`(CKV2?_[A-Z0-9_]+)`/g)].map(([, id]) => id!);

let checkov: string;

beforeAll(() => {
  checkov = join(pythonEnvironment('checkov', PACKAGES), 'bin/checkov');
}, 600_000);

/** The checks that a template of an app fails. */
function failedChecks(app: App): string[] {
  const [stack] = app.synth().stacks;
  const args = [
    '--framework',
    'cloudformation',
    '--output',
    'json',
    '--quiet',
    '--skip-download',
    '--compact',
  ];
  const { stdout, error } = spawnSync(checkov, [...args, '--file', stack!.templateFullPath], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (error !== undefined) throw error;
  const { results } = JSON.parse(stdout) as { results: { failed_checks: { check_id: string }[] } };
  return [...new Set(results.failed_checks.map(({ check_id: id }) => id))].sort();
}

const seen = new Set<string>();

const APPS: [string, (app: App) => unknown][] = [
  ...Object.entries(TEAM_STORIES).map(([name, build]): [string, (app: App) => unknown] => [
    name,
    (app) => build(new Stack(app, 'Example', { env })),
  ]),
  ['the example app', (app) => new ExampleStack(app, 'Example')],
];

test('a fault in a template is found', () => {
  const app = scratchApp();
  const stack = new Stack(app, 'Example', { env });
  new CfnOutput(stack, 'Name', { value: new Bucket(stack, 'Open').bucketName });
  expect(failedChecks(app)).toContain('CKV_AWS_18');
});

test.each(APPS)('%s has no findings but those that the security review lists', (_, build) => {
  const app = scratchApp();
  build(app);
  const failed = failedChecks(app);
  for (const check of failed) seen.add(check);
  expect(failed.filter((check) => !listed.includes(check))).toEqual([]);
});

test('the security review lists nothing that is gone', () => {
  expect(listed.filter((check) => !seen.has(check))).toEqual([]);
});
