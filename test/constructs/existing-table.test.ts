import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AccountPrincipal, ArnPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CorsAdminApi, CorsAllowlist, CorsBackend, CorsGateway, type CorsAllowlistProps } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { scratchApp } from './support/scratch-app';
import { environmentOf, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const TABLE = 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist';
const HERE = { env: { account: '123456789012', region: 'eu-central-1' } };
const ELSEWHERE = { env: { account: '210987654321', region: 'eu-central-1' } };

function judging(props: CorsAllowlistProps, env = HERE): Built {
  return stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props }), {}, env);
}

describe('an evaluator over the table of another stack', () => {
  test('makes no table, and reads that one alone', () => {
    const built = judging({ existingTable: { tableArn: TABLE } });
    expect(built.resources('AWS::DynamoDB::GlobalTable')).toEqual({});
    const functions = built.resources<{ Environment: { Variables: Record<string, string> } }>(
      'AWS::Lambda::Function',
    );
    const [evaluator] = Object.values(functions);
    expect(evaluator?.Properties.Environment.Variables['CORS_TABLE_NAME']).toBe('allowlist');
    built.template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{ Action: 'dynamodb:BatchGetItem', Effect: 'Allow', Resource: TABLE }]),
      },
    });
  });

  test('knows the account and the region of an ARN that is put together', () => {
    const arnOf = (stack: Stack, region: string, account: string): string =>
      stack.formatArn({ service: 'dynamodb', region, account, resource: 'table', resourceName: 'allowlist' });
    const built = stackOf(
      (stack) => {
        const tableArn = arnOf(stack, 'eu-central-1', '210987654321');
        new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, existingTable: { tableArn } });
      },
      {},
      HERE,
    );
    const functions = built.resources<{ Environment: { Variables: Record<string, unknown> } }>(
      'AWS::Lambda::Function',
    );
    const [evaluator] = Object.values(functions);
    expect(JSON.stringify(evaluator?.Properties.Environment.Variables['CORS_TABLE_NAME'])).toContain(
      'eu-central-1:210987654321:table/allowlist',
    );
    const elsewhere = (stack: Stack): unknown => {
      const tableArn = arnOf(stack, 'us-east-1', '123456789012');
      return new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, existingTable: { tableArn } });
    };
    expect(complaints(() => stackOf(elsewhere, {}, HERE))).toEqual([
      'existingTable.tableArn is known only at deployment',
    ]);
  });

  test('protects an API, and lets functions judge', () => {
    const built = stackOf(
      (stack) => {
        const allowlist = new CorsAllowlist(stack, 'Allowlist', {
          ...WITH_TABLE,
          existingTable: { tableArn: TABLE },
        });
        const api = new RestApi(stack, 'Api');
        const handler = backendFunction(stack);
        api.root.addMethod('GET', new LambdaIntegration(handler));
        allowlist.protect(api);
        allowlist.grantMiddleware(handler);
      },
      {},
      HERE,
    );
    built.template.resourceCountIs('AWS::ApiGateway::Authorizer', 1);
    expect(environmentOf(built, /Backend/)).toHaveProperty('CORS_TABLE_NAME');
  });

  test('stands behind a gateway whose admin API is elsewhere', () => {
    const built = stackOf(
      (stack) => {
        new CorsGateway(stack, 'Cors', {
          existingTable: { tableArn: TABLE },
          adminApi: false,
          defaultBackend: CorsBackend.echo(),
        });
      },
      {},
      HERE,
    );
    expect(built.resources('AWS::DynamoDB::GlobalTable')).toEqual({});
  });

  test('knows a table of another account by its ARN, and says what that account has to do', () => {
    const built = judging({ existingTable: { tableArn: TABLE } }, ELSEWHERE);
    const [evaluator] = Object.values(
      built.resources<{ Environment: { Variables: Record<string, string> } }>('AWS::Lambda::Function'),
    );
    expect(evaluator?.Properties.Environment.Variables['CORS_TABLE_NAME']).toBe(TABLE);
    const said = Annotations.fromStack(built.stack).findInfo('*', Match.anyValue());
    expect(said.map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining("grantRead(new AccountPrincipal('210987654321'))"),
    ]);
    expect(
      Annotations.fromStack(judging({ existingTable: { tableArn: TABLE } }).stack).findInfo(
        '*',
        Match.anyValue(),
      ),
    ).toEqual([]);
  });

  test.each<[string, CorsAllowlistProps, string[]]>([
    ['no ARN', { existingTable: { tableArn: 'allowlist' } }, ['existingTable.tableArn is "allowlist"']],
    [
      'a table of another region',
      { existingTable: { tableArn: TABLE.replace('eu-central-1', 'eu-west-1') } },
      [`existingTable.tableArn is "${TABLE.replace('eu-central-1', 'eu-west-1')}"`],
    ],
    [
      'a table of another partition',
      { existingTable: { tableArn: TABLE.replace(':aws:', ':aws-cn:') } },
      [`existingTable.tableArn is "${TABLE.replace(':aws:', ':aws-cn:')}"`],
    ],
    [
      'how the table would be made',
      {
        existingTable: { tableArn: TABLE },
        removalPolicy: RemovalPolicy.DESTROY,
        replicas: [{ region: 'eu-west-1' }],
        initialOrigins: [{ pattern: 'https://app.example.com' }],
      },
      ['initialOrigins is "given"', 'removalPolicy is "given"', 'replicas is "given"'],
    ],
  ])('%s is refused', (_, props, expected) => {
    expect(complaints(() => judging(props))).toEqual(expected);
  });

  test('an admin API is refused where the table is only read', () => {
    const gateway = (): unknown =>
      stackOf((stack) => new CorsGateway(stack, 'Cors', { existingTable: { tableArn: TABLE } }), {}, HERE);
    expect(complaints(gateway)).toEqual([`existingTable is "${TABLE}"`]);
    const admin = (): unknown =>
      stackOf(
        (stack) => {
          const allowlist = new CorsAllowlist(stack, 'Allowlist', {
            ...WITH_TABLE,
            existingTable: { tableArn: TABLE },
          });
          new CorsAdminApi(stack, 'Admin', { allowlist });
        },
        {},
        ELSEWHERE,
      );
    expect(complaints(admin)).toEqual(['allowlist is "Example/Allowlist"']);
  });
});

describe('another account', () => {
  const owner = (props: CorsAllowlistProps = {}): { stack: Stack; allowlist: CorsAllowlist } => {
    const stack = new Stack(scratchApp(), 'Owner', HERE);
    return { stack, allowlist: new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props }) };
  };
  const policyOf = (stack: Stack): unknown => {
    const tables = Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable') as Record<
      string,
      { Properties: { Replicas: { ResourcePolicy?: unknown }[] } }
    >;
    return Object.values(tables)[0]?.Properties.Replicas[0]?.ResourcePolicy;
  };

  test('is let in by the policy of the table', () => {
    const { stack, allowlist } = owner();
    expect(allowlist.grantRead(new AccountPrincipal('210987654321')).success).toBe(true);
    expect(policyOf(stack)).toEqual({
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'dynamodb:BatchGetItem',
            Effect: 'Allow',
            Resource: '*',
            Principal: {
              AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::210987654321:root']] },
            },
          },
        ],
      },
    });
  });

  test.each([true, false])(
    'is let in by the policies of the replicas too, with the feature flag for them: %s',
    (flag) => {
      const app = scratchApp({ '@aws-cdk/aws-dynamodb:resourcePolicyPerReplica': flag });
      const stack = new Stack(app, 'Owner', HERE);
      const resourcePolicy = new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['*'], principals: [new ArnPrincipal('*')], effect: Effect.DENY }),
        ],
      });
      const replicas = [{ region: 'us-east-1' }, { region: 'us-east-2', resourcePolicy }];
      const allowlist = new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, replicas });
      allowlist.grantRead(new AccountPrincipal('210987654321'));
      allowlist.grantRead(new AccountPrincipal('310987654321'));
      const [table] = Object.values(
        Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable'),
      ) as {
        Properties: { Replicas: { Region: string; ResourcePolicy: unknown }[] };
      }[];
      const [east, own, here] = table!.Properties.Replicas;
      expect([east?.Region, own?.Region]).toEqual(['us-east-1', 'us-east-2']);
      expect(JSON.stringify(east?.ResourcePolicy)).toMatch(/210987654321.+310987654321/);
      expect(here?.ResourcePolicy).toEqual(east?.ResourcePolicy);
      expect(JSON.stringify(own?.ResourcePolicy)).toContain('Deny');
    },
  );

  test('may use the customer key of the table too', () => {
    const stack = new Stack(scratchApp(), 'Owner', HERE);
    const encryption = TableEncryptionV2.customerManagedKey(new Key(stack, 'Key'));
    new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, encryption }).grantRead(
      new AccountPrincipal('210987654321'),
    );
    expect(policyOf(stack)).toBeDefined();
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt' })]) },
    });
  });

  test('is refused under the key that AWS manages', () => {
    const { allowlist } = owner({ encryption: TableEncryptionV2.awsManagedKey() });
    expect(complaints(() => allowlist.grantRead(new AccountPrincipal('210987654321')))).toEqual([
      'encryption is "AWS_MANAGED"',
    ]);
  });

  test('is refused where another stack makes the table', () => {
    const stack = new Stack(new App(), 'User', HERE);
    const allowlist = CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Imported', {
      ...WITH_TABLE,
      tableArn: TABLE,
    });
    expect(complaints(() => allowlist.grantRead(new AccountPrincipal('210987654321')))).toEqual([
      'grantee is "210987654321"',
    ]);
    expect(complaints(() => allowlist.grantRead(new ArnPrincipal('*')))).toEqual([
      'grantee is "a principal without a policy"',
    ]);
  });

  test('has nothing to do with functions of this one, whose roles have policies', () => {
    const { stack, allowlist } = owner();
    allowlist.grantRead(backendFunction(stack));
    expect(policyOf(stack)).toBeUndefined();
  });
});
