import { Stack, Validations, type App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExampleStack } from '../../bin/example-stack';
import { nagFindings } from './support/nag-findings';
import { scratchApp } from './support/scratch-app';
import { TEAM_STORIES } from './support/team-stack';

/*
 * docs/security-review.md names every permission and every finding. Here it is held against stacks: what is not on the page is an error,
 * and so is a row of the page that nothing has any more.
 */

const page = readFileSync(resolve(__dirname, '../../docs/security-review.md'), 'utf8');

/** The code spans in the first `columns` columns of the tables below a heading. */
function listed(heading: string, columns: number): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const cells = section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, 1 + columns)
        .join(' '),
    );
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

const PACKS = {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
};

const APPS: [string, (app: App) => Stack][] = [
  ...Object.entries(TEAM_STORIES).map(([name, build]): [string, (app: App) => Stack] => [
    name,
    (app) => {
      const stack = new Stack(app, 'Example', { env: { account: '123456789012', region: 'eu-central-1' } });
      build(stack);
      return stack;
    },
  ]),
  ['the example app', (app) => new ExampleStack(app, 'Example')],
];

/** A rule without its pack, where all packs call it by one name, and without its resource. */
function ruleOf(finding: string): string {
  const rule = finding.replace(/\[.*$/, '');
  return rule.startsWith('AwsSolutions') ? rule : rule.replace(/^[^-]+-/, '');
}

const seen = { findings: new Set<string>(), acknowledged: new Set<string>(), actions: new Set<string>() };

describe.each(APPS)('%s', (_, build) => {
  test.each(Object.entries(PACKS))(
    'has no findings of %s but those that the page leaves to the user',
    (_pack, Pack) => {
      const app = scratchApp();
      build(app);
      Validations.of(app).addPlugins(new Pack(app));
      const findings = nagFindings(app).map(ruleOf);
      for (const finding of findings) seen.findings.add(finding);
      expect(findings.filter((finding) => !listed('Findings that are yours', 1).includes(finding))).toEqual(
        [],
      );
    },
  );

  test('acknowledges what the page says, and nothing else', () => {
    const metadata = build(scratchApp())
      .node.findAll()
      .flatMap(({ node }) => node.metadata);
    const ids = metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as Record<string, string>))
      .map((id) => ruleOf(id.replace(/^annotation::/, '')));
    for (const id of ids) seen.acknowledged.add(id);
    const known = listed('Findings that the constructs answer', 1);
    expect([...new Set(ids)].filter((id) => !known.includes(id))).toEqual([]);
  });

  test('gives roles the actions that the page names, and no others', () => {
    const template = Template.fromStack(build(scratchApp()));
    const policies = Object.values(template.findResources('AWS::IAM::Policy')) as {
      Properties: { PolicyDocument: { Statement: { Action: string | string[] }[] } };
    }[];
    const actions = policies.flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }) => Action),
    );
    for (const action of actions) seen.actions.add(action);
    const known = listed('Permissions of every role', 2);
    expect([...new Set(actions)].filter((action) => !known.includes(action))).toEqual([]);
    const managed = Object.values(template.findResources('AWS::IAM::Role')).flatMap(
      ({ Properties }: { Properties?: { ManagedPolicyArns?: unknown[] } }) =>
        Properties?.ManagedPolicyArns ?? [],
    );
    expect(
      managed.map((arn) => JSON.stringify(arn)).filter((arn) => !arn.includes('PushToCloudWatchLogs')),
    ).toEqual([]);
  });
});

describe('the page names nothing that is gone:', () => {
  test('every finding of the user', () => {
    expect(listed('Findings that are yours', 1).filter((one) => !seen.findings.has(one))).toEqual([]);
  });

  test('every finding that is answered', () => {
    const rules = listed('Findings that the constructs answer', 1).filter((one) => !/[*]/.test(one));
    expect(rules.filter((one) => !seen.acknowledged.has(one))).toEqual([]);
  });

  test('every action', () => {
    const actions = listed('Permissions of every role', 2).filter((one) => one.includes(':'));
    expect(actions.filter((one) => !seen.actions.has(one))).toEqual([]);
  });
});

test('the page is one of those that the package ships', () => {
  expect(readFileSync(join(resolve(__dirname, '../../docs'), 'README.md'), 'utf8')).toContain(
    'security-review.md',
  );
});
