import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Stack, type App } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { exampleProps } from '../../bin/example-context';
import { ExampleStack } from '../../bin/example-stack';
import { HandlerFunction } from '../../lib/constructs/private/functions/handler-function';
import { scratchApp } from '../constructs/support/scratch-app';
import { STORIES } from '../constructs/support/stories';
import { TEAM_STORIES } from '../constructs/support/team-stack';
import { EXAMPLE_STACKS } from '../examples/stories';
import { pythonEnvironment } from '../support/python-environment';
import { storyStack } from '../support/story';

const PACKAGES = ['cfn-lint==1.58.0'];
const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-4000-8000-000000000000';

/** A dependency that is said twice: aws-cdk-lib does so for every function with a role. */
const SAID_TWICE = 'W3005';

interface Finding {
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] };
}

let lint: string;

beforeAll(() => {
  lint = join(pythonEnvironment('cfn-lint', PACKAGES), 'bin/cfn-lint');
}, 300_000);

/** Errors and warnings in every template of an app, save what aws-cdk-lib itself does to functions of the user's own. */
function findingsIn(app: App): readonly string[] {
  const files = app.synth().stacks.map(({ templateFullPath }) => templateFullPath);
  const args = ['--format', 'json', '--regions', 'eu-central-1', '--', ...files];
  const { stdout, stderr, error } = spawnSync(lint, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  const others = foreignFunctions(app);
  return (JSON.parse(stdout) as Finding[])
    .filter(({ Rule, Location }) => !(Rule.Id === SAID_TWICE && others.has(String(Location.Path[1]))))
    .map(({ Rule, Message, Location }) => `${Rule.Id} ${Location.Path.join('/')}: ${Message}`);
}

/** Logical ids of functions that none of our constructs has made. */
function foreignFunctions(app: App): ReadonlySet<string> {
  const functions = app.node.findAll().filter((child) => child instanceof CfnFunction);
  const foreign = functions.filter(
    ({ node }) => !node.scopes.some((scope) => scope instanceof HandlerFunction),
  );
  return new Set(foreign.map((one) => Stack.of(one).resolve(one.logicalId) as string));
}

test('an error in a template is found', () => {
  const app = scratchApp();
  const stack = new ExampleStack(app, 'Example');
  stack.templateOptions.templateFormatVersion = '2011-01-01';
  expect(findingsIn(app)).toEqual([expect.stringMatching(/^E1001 AWSTemplateFormatVersion/)]);
});

test.each<Record<string, string>>([
  {},
  { adminAuth: 'cognito' },
  { oauthUpstream: 'https://idp.example.com/realms/main' },
  { siteHost: 'site.example.com', siteCertificateArn: CERTIFICATE },
])('the example app with %j', (context) => {
  const app = scratchApp();
  new ExampleStack(
    app,
    'Example',
    exampleProps((name) => context[name]),
  );
  expect(findingsIn(app)).toEqual([]);
});

test.each(Object.entries({ ...STORIES, ...TEAM_STORIES }))('%s', (_, build) => {
  const app = scratchApp();
  build(new Stack(app, 'Example', { env: { account: '123456789012', region: 'eu-central-1' } }));
  expect(findingsIn(app)).toEqual([]);
});

test.each(EXAMPLE_STACKS)('examples/%s', (name, props) => {
  const app = scratchApp();
  new (storyStack(name))(app, 'Story', props);
  expect(findingsIn(app)).toEqual([]);
});
