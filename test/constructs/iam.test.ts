import { Template } from 'aws-cdk-lib/assertions';
import { ExampleStack } from '../../bin/example-stack';
import { once } from './support/once';
import { scratchApp } from './support/scratch-app';
import type { TemplateResource } from './support/stack-of';

const template = once(() => Template.fromStack(new ExampleStack(scratchApp(), 'Example')));

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

interface Policy {
  readonly Roles: { readonly Ref: string }[];
  readonly PolicyDocument: { readonly Statement: Statement[] };
}

interface Role {
  readonly AssumeRolePolicyDocument: { readonly Statement: Statement[] };
  readonly ManagedPolicyArns?: unknown[];
  readonly Policies?: unknown[];
}

function resources<P>(type: string): [string, P][] {
  const found = template().findResources(type) as Record<string, TemplateResource<P>>;
  return Object.entries(found).map(([id, { Properties }]) => [withoutHash(id), Properties]);
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** A value of a template in short: what it refers to, or itself. */
function short(value: unknown): string {
  const text = JSON.stringify(value).replace(
    /\{"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"(?:,"(\w+)"\])?\}/g,
    (_, id: string, attribute?: string) =>
      `<${withoutHash(id)}${attribute === undefined ? '' : `.${attribute}`}>`,
  );
  return text.replace(/\{"Fn::Join":\["",\[(.*?)\]\]\}/g, (_, parts: string) =>
    parts.replaceAll(/"?,?"|,(?=<)|(?<=>),/g, ''),
  );
}

function line({ Effect, Action, Resource, Condition }: Statement): string {
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
  return `${Effect} ${[Action].flat().sort().join(', ')} on ${short(Resource)}${condition}`;
}

const KEYS = (names: string): string =>
  ` if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":${names}},"Null":{"dynamodb:LeadingKeys":"false"}}`;
const TABLE = '<CorsAllowlistTable.Arn>';
const TRACES = 'Allow xray:PutTelemetryRecords, xray:PutTraceSegments on "*"';
const LOGS = (group: string): string => `Allow logs:CreateLogStream, logs:PutLogEvents on <${group}.Arn>`;

test('each function may do what it needs, and nothing else', () => {
  const granted = resources<Policy>('AWS::IAM::Policy').map(([, { Roles, PolicyDocument }]) => {
    expect(Roles).toHaveLength(1);
    return [withoutHash(Roles[0]!.Ref), PolicyDocument.Statement.map(line)] as const;
  });
  expect(Object.fromEntries(granted)).toEqual({
    CorsAllowlistEvaluatorRole: [
      LOGS('CorsAllowlistEvaluatorLogs'),
      TRACES,
      `Allow dynamodb:BatchGetItem on ${TABLE}`,
    ],
    CorsEchoRole: [LOGS('CorsEchoLogs'), TRACES, `Allow dynamodb:BatchGetItem on ${TABLE}`],
    CorsAdminAllowlistRole: [
      LOGS('CorsAdminAllowlistLogs'),
      TRACES,
      `Allow dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Query on ${TABLE}${KEYS('["E#*","SETTINGS"]')}`,
      `Allow dynamodb:PutItem on ${TABLE}${KEYS('["E#*"]')}`,
    ],
    CorsAdminQueriesRole: [
      LOGS('CorsAdminQueriesLogs'),
      TRACES,
      `Allow dynamodb:BatchGetItem, dynamodb:Query on ${TABLE}${KEYS('["E#*"]')}`,
      `Allow dynamodb:GetItem, dynamodb:PutItem on ${TABLE}${KEYS('["QUERY_SIGNING"]')}`,
      'Allow logs:StartQuery on <CorsAllowlistEvaluatorLogs.Arn>',
      'Allow logs:GetQueryResults on "*"',
    ],
    CorsAdminSettingsRole: [
      LOGS('CorsAdminSettingsLogs'),
      TRACES,
      `Allow dynamodb:GetItem, dynamodb:PutItem on ${TABLE}${KEYS('["SETTINGS"]')}`,
    ],
  });
});

test('roles are assumed by the service that they are for, and hold no other policy', () => {
  const roles = resources<Role>('AWS::IAM::Role').map(([id, role]) => {
    const [statement, ...more] = role.AssumeRolePolicyDocument.Statement;
    expect(more).toEqual([]);
    expect(role.Policies).toBeUndefined();
    const managed = (role.ManagedPolicyArns ?? []).map(short);
    return [
      id,
      [`${statement!.Effect} ${String(statement!.Action)} by ${short(statement!.Principal)}`, ...managed],
    ];
  });
  const lambda = ['Allow sts:AssumeRole by {"Service":"lambda.amazonaws.com"}'];
  expect(Object.fromEntries(roles)).toEqual({
    CorsAllowlistEvaluatorRole: lambda,
    CorsEchoRole: lambda,
    CorsAdminAllowlistRole: lambda,
    CorsAdminQueriesRole: lambda,
    CorsAdminSettingsRole: lambda,
    CorsApiCloudWatchRole: [
      'Allow sts:AssumeRole by {"Service":"apigateway.amazonaws.com"}',
      'arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    ],
  });
});

interface Permission {
  readonly Action: string;
  readonly Principal: string;
  readonly FunctionName: unknown;
  readonly SourceArn: unknown;
}

test('functions are invoked by the API that they belong to, and by nobody else', () => {
  const lines = resources<Permission>('AWS::Lambda::Permission').map(
    ([, { Action, Principal, FunctionName, SourceArn }]) =>
      `${Principal} ${Action} ${short(FunctionName)} from ${short(SourceArn)}`,
  );
  const gateway = 'arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<CorsApi>/*';
  const admin = 'arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<CorsAdminApi>/*';
  const invoke = 'apigateway.amazonaws.com lambda:InvokeFunction';
  expect(lines.sort()).toEqual(
    [
      `${invoke} <CorsAllowlistEvaluatorFunction.Arn> from ${gateway}`,
      `${invoke} <CorsEchoFunction.Arn> from ${gateway}`,
      `${invoke} <CorsAdminAllowlistFunction.Arn> from ${admin}`,
      `${invoke} <CorsAdminQueriesFunction.Arn> from ${admin}`,
      `${invoke} <CorsAdminSettingsFunction.Arn> from ${admin}`,
    ].sort(),
  );
});

test('nothing else in the app holds a statement', () => {
  const types = new Set(
    Object.values(template().toJSON().Resources as Record<string, TemplateResource>)
      .filter(({ Properties }) =>
        /"(Action|Policy|PolicyDocument|ResourcePolicy|KeyPolicy)":/.test(JSON.stringify(Properties)),
      )
      .map(({ Type }) => Type),
  );
  expect([...types].sort()).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Lambda::Permission']);
});
