import { App, Stack as CdkStack, type Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ADMIN_PROBLEMS, ADMIN_ROUTES } from '../../../lib/contract';
import { FAILURES, SALESFORCE_ENDPOINTS } from '../../../lib/core';
import {
  AdminAuth,
  CorsAdminApi,
  CorsAllowlist,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  VerdictLog,
  type CognitoAdminAuthOptions,
  type CorsAdminApiProps,
} from '../../../lib';
import { readPolicyDocument } from '../../../lambda/shared/configuration/configuration';
import { readAdminAuth } from '../../../lambda/admin/identity/admin-auth';
import {
  environmentOf,
  methodsOf,
  onlyResource,
  stackOf,
  type Built,
} from '../../constructs/support/stack-of';
import { WITH_TABLE } from '../../constructs/support/with-table';

function admin(
  props: Partial<CorsAdminApiProps> | ((stack: Stack) => Partial<CorsAdminApiProps>) = {},
  then: (api: CorsAdminApi, stack: Stack) => void = () => undefined,
): Built {
  return stackOf((stack) => {
    const allowlist = new CorsAllowlist(stack, 'Cors', WITH_TABLE);
    const more = typeof props === 'function' ? props(stack) : props;
    then(new CorsAdminApi(stack, 'Admin', { allowlist, ...more }), stack);
  });
}

function cognito(options?: CognitoAdminAuthOptions): (stack: Stack) => Partial<CorsAdminApiProps> {
  const arn = 'arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_pool';
  return (stack) => ({ auth: AdminAuth.cognito(UserPool.fromUserPoolArn(stack, 'Pool', arn), options) });
}

const SCOPES = { manageAllowlistScope: 'cors/allowlist', manageSettingsScope: 'cors/settings' };

describe('routes', () => {
  test('are those of the contract, each path with ANY beside, and everything else', () => {
    const paths = [...new Set(ADMIN_ROUTES.map(({ path, function: name }) => `${path} ${name}`))];
    const named = (name: string): string => `Admin${name.slice(0, 1).toUpperCase()}${name.slice(1)}Function`;
    const expected = [
      ...ADMIN_ROUTES.map((route) => [
        `${route.method} /cors/v1${route.path}`,
        `${named(route.function)} AWS_IAM`,
      ]),
      ...paths.map((line) => {
        const [path = '', name = ''] = line.split(' ');
        return [`ANY /cors/v1${path}`, `${named(name)} AWS_IAM`];
      }),
      ['ANY /', 'AdminAllowlistFunction AWS_IAM'],
      ['ANY /{proxy+}', 'AdminAllowlistFunction AWS_IAM'],
    ];
    expect(methodsOf(admin())).toEqual(Object.fromEntries(expected));
  });

  test('one permission lets the API call a function, however many routes it has', () => {
    const permissions = Object.values(admin().resources<{ SourceArn: unknown }>('AWS::Lambda::Permission'));
    expect(permissions).toHaveLength(3);
    for (const { Properties } of permissions)
      expect(JSON.stringify(Properties.SourceArn)).toMatch(/\/\*"\]\]\}$/);
  });

  test('bodies pass as bytes, and the API is a regional one', () => {
    expect(onlyResource<object>(admin(), 'AWS::ApiGateway::RestApi').Properties).toMatchObject({
      BinaryMediaTypes: ['*/*'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });
});

/** A question to the log costs money, so it is throttled apart. */
const QUESTIONS = ['refusals', 'usage'].map((path): unknown =>
  expect.objectContaining({
    HttpMethod: 'POST',
    ResourcePath: `/~1cors~1v1~1${path}`,
    DataTraceEnabled: false,
    ThrottlingBurstLimit: 5,
    ThrottlingRateLimit: 1,
  }),
);

describe('the stage', () => {
  test('is throttled, traced and logged', () => {
    expect(onlyResource<object>(admin(), 'AWS::ApiGateway::Stage').Properties).toMatchObject({
      StageName: 'prod',
      TracingEnabled: true,
      AccessLogSetting: {
        DestinationArn: expect.anything() as unknown,
        Format: expect.stringContaining('requestId') as unknown,
      },
      MethodSettings: [
        expect.objectContaining({
          DataTraceEnabled: false,
          ThrottlingBurstLimit: 100,
          ThrottlingRateLimit: 50,
        }),
        ...QUESTIONS,
      ],
    });
  });

  test('has other limits and another name where they are given', () => {
    const built = admin({ stageName: 'dev', throttlingRateLimit: 5, throttlingBurstLimit: 7 });
    expect(onlyResource<object>(built, 'AWS::ApiGateway::Stage').Properties).toMatchObject({
      StageName: 'dev',
      MethodSettings: [
        expect.objectContaining({ ThrottlingBurstLimit: 7, ThrottlingRateLimit: 5 }),
        ...QUESTIONS,
      ],
    });
  });

  test('the URL ends at the stage', () => {
    admin({}, ({ url }, stack) => {
      expect(JSON.stringify(stack.resolve(url))).toMatch(
        /\{"Ref":"AdminApiDeploymentStageprod[0-9A-F]+"\}\]\]\}$/,
      );
    });
  });
});

describe('what API Gateway answers by itself', () => {
  interface Properties {
    readonly ResponseType: string;
    readonly StatusCode?: string;
    readonly ResponseParameters: Record<string, string>;
    readonly ResponseTemplates: Record<string, string>;
  }
  const responses = Object.values(admin().resources<Properties>('AWS::ApiGateway::GatewayResponse'));

  test.each(responses.map(({ Properties }) => [Properties.ResponseType, Properties] as const))(
    '%s is a problem of the closed lists, for no other origin',
    (_, { ResponseParameters, ResponseTemplates, StatusCode }) => {
      expect(ResponseParameters).toEqual({
        // A gateway response cannot tell whether it answers a preflight.
        'gatewayresponse.header.Vary':
          "'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'",
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Cache-Control': "'no-store'",
      });
      const body = JSON.parse(ResponseTemplates['application/json']!) as Record<string, unknown>;
      expect(body).toMatchObject({ requestId: '$context.extendedRequestId' });
      expect({ ...FAILURES, ...ADMIN_PROBLEMS }).toHaveProperty(body['code'] as string);
      expect(body['status']).toBe(StatusCode === undefined ? undefined : Number(StatusCode));
    },
  );

  test('a request that nobody signed is 401, one that is not permitted 403', () => {
    const codes = responses.map(({ Properties }) => [
      Properties.ResponseType,
      (JSON.parse(Properties.ResponseTemplates['application/json']!) as { code: string }).code,
    ]);
    expect(Object.fromEntries(codes)).toMatchObject({
      MISSING_AUTHENTICATION_TOKEN: 'not_authenticated',
      UNAUTHORIZED: 'not_authenticated',
      ACCESS_DENIED: 'not_permitted',
      THROTTLED: 'throttled',
    });
  });
});

describe('the functions', () => {
  test('know the table, their callers, and the policy of the gateway', () => {
    const built = admin((stack) => {
      const gatewayApi = new RestApi(stack, 'Gateway');
      gatewayApi.root.addMethod('GET', new MockIntegration());
      return { gatewayApi: gatewayApi as IRestApi };
    });
    const allowlist = environmentOf(built, /AdminAllowlist/);
    expect(readAdminAuth(allowlist)).toEqual({ mode: 'iam' });
    expect(readPolicyDocument(allowlist).endpoints).toEqual(SALESFORCE_ENDPOINTS);
    expect(allowlist['CORS_GATEWAY_API_ID']).toEqual({ Ref: expect.stringMatching(/^Gateway/) as unknown });
    expect(allowlist['CORS_GATEWAY_STAGE']).toEqual({
      Ref: expect.stringMatching(/^Gateway.*Stage/) as unknown,
    });
    const settings = environmentOf(built, /AdminSettings/);
    expect(Object.keys(settings).sort()).toEqual(['CORS_ADMIN_AUTH', 'CORS_TABLE_NAME']);
  });

  test('end before API Gateway stops waiting', () => {
    const built = admin();
    const functions = Object.entries(built.resources<{ Timeout: number }>('AWS::Lambda::Function'));
    const timeouts = functions
      .filter(([id]) => id.startsWith('Admin'))
      .map(([, { Properties }]) => Properties.Timeout);
    expect(timeouts).toEqual([28, 28, 28]);
  });

  test('can do on the table what they need, on the keys that are theirs', () => {
    interface Statement {
      readonly Action: string | string[];
      readonly Condition?: Record<string, Record<string, unknown>>;
    }
    interface Policy {
      readonly PolicyDocument: { readonly Statement: Statement[] };
    }
    const statementsOf = (name: RegExp): unknown[] =>
      Object.entries(admin().resources<Policy>('AWS::IAM::Policy'))
        .filter(([id]) => name.test(id))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => JSON.stringify(Action).includes('dynamodb'))
        .map(({ Action, Condition }) => [[Action].flat(), Condition]);
    const keys = (...names: string[]): unknown => ({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': names },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
    expect(statementsOf(/AdminAllowlist/)).toEqual([
      [['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'], keys('E#*', 'SETTINGS')],
      [['dynamodb:PutItem'], keys('E#*')],
    ]);
    expect(statementsOf(/AdminSettings/)).toEqual([
      [['dynamodb:GetItem', 'dynamodb:PutItem'], keys('SETTINGS')],
    ]);
    expect(statementsOf(/AdminQueries/)).toEqual([
      [['dynamodb:BatchGetItem', 'dynamodb:Query'], keys('E#*')],
      [['dynamodb:GetItem', 'dynamodb:PutItem'], keys('QUERY_SIGNING')],
    ]);
  });
});

describe('the log groups that are asked', () => {
  interface Statement {
    readonly Action: string | string[];
    readonly Resource: unknown;
  }
  interface Policy {
    readonly PolicyDocument: { readonly Statement: Statement[] };
  }

  function asked(built: Built): { readonly names: unknown; readonly statements: unknown } {
    const statements = Object.entries(built.resources<Policy>('AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('AdminQueries'))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => /^logs:.*Query/.test([Action].flat().join()))
      .map(({ Action, Resource }) => [Action, Resource]);
    return { names: environmentOf(built, /AdminQueries/)['CORS_LOG_GROUPS'], statements };
  }

  const ref = expect.stringMatching(/^CorsEvaluatorLogs/) as unknown;

  test('are that of the evaluator, and nothing else is granted', () => {
    expect(asked(admin())).toEqual({
      names: { Ref: ref },
      statements: [
        ['logs:StartQuery', { 'Fn::GetAtt': [ref, 'Arn'] }],
        ['logs:GetQueryResults', '*'],
      ],
    });
  });

  test('are those of further functions too', () => {
    const built = admin((stack) => ({
      furtherLogGroups: [LogGroup.fromLogGroupName(stack, 'Orders', '/aws/lambda/orders')],
    }));
    const { names, statements } = asked(built);
    expect(JSON.stringify(names)).toMatch(/,\/aws\/lambda\/orders"/);
    expect(JSON.stringify(statements)).toMatch(/log-group:\/aws\/lambda\/orders:\*"/);
  });

  test.each([
    ['are none', [], undefined],
    ['are those of further functions alone', ['/aws/lambda/orders'], '/aws/lambda/orders'],
  ])('%s where the evaluator writes no verdicts', (_, further, names) => {
    const built = stackOf((stack) => {
      const furtherLogGroups = further.map((name) => LogGroup.fromLogGroupName(stack, name, name));
      new CorsGateway(stack, 'Cors', { verdictLog: VerdictLog.NONE, furtherLogGroups });
    });
    expect(environmentOf(built, /AdminQueries/)).toMatchObject({ CORS_VERDICT_LOG: 'none' });
    expect(environmentOf(built, /AdminQueries/)['CORS_LOG_GROUPS']).toEqual(names);
  });

  const TABLE_ARN = 'arn:aws:dynamodb:eu-central-1:123456789012:table/list';

  test.each<[string, string | undefined, unknown]>([
    ['none, where an imported allowlist does not name its log group', undefined, undefined],
    ['the one that an imported allowlist names', '/cors/evaluator', '/cors/evaluator'],
  ])('are %s', (_, name, names) => {
    const built = stackOf((stack) => {
      const evaluatorLogGroup =
        name === undefined ? undefined : LogGroup.fromLogGroupName(stack, 'Log', name);
      const allowlist = CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Cors', {
        tableArn: TABLE_ARN,
        endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { methods: ['GET'] })]),
        ...(evaluatorLogGroup === undefined ? {} : { evaluatorLogGroup }),
      });
      new CorsAdminApi(stack, 'Admin', { allowlist });
    });
    const found = asked(built);
    expect(found.names).toEqual(names);
    expect(found.statements).toHaveLength(name === undefined ? 0 : 2);
  });

  test.each<[(stack: Stack) => Partial<CorsAdminApiProps>, RegExp]>([
    [
      (stack) => ({
        furtherLogGroups: Array.from({ length: 50 }, (_, index) =>
          LogGroup.fromLogGroupName(stack, `Log${index}`, `log-${index}`),
        ),
      }),
      /furtherLogGroups.*at most 49/s,
    ],
    [() => ({ furtherLogGroups: ['orders'] as never }), /furtherLogGroups.*must be a list of log groups/s],
  ])('that cannot be asked are an error: %#', (props, message) => {
    expect(() => admin(props)).toThrow(message);
  });

  test('of another region are an error', () => {
    const account = '123456789012';
    const build = (stack: Stack): void => {
      const other = new CdkStack(App.of(stack), 'Other', { env: { account, region: 'eu-west-1' } });
      const allowlist = new CorsAllowlist(stack, 'Cors', WITH_TABLE);
      const furtherLogGroups = [LogGroup.fromLogGroupName(other, 'Far', 'far')];
      new CorsAdminApi(stack, 'Admin', { allowlist, furtherLogGroups });
    };
    expect(() => stackOf(build, {}, { env: { account, region: 'eu-central-1' } })).toThrow(
      /furtherLogGroups\[0\].*region eu-west-1/s,
    );
  });

  test('49 further ones are fine', () => {
    const props = (stack: Stack): Partial<CorsAdminApiProps> => ({
      furtherLogGroups: Array.from({ length: 49 }, (_, index) =>
        LogGroup.fromLogGroupName(stack, `Log${index}`, `log-${index}`),
      ),
    });
    expect(JSON.stringify(asked(admin(props)).names)).toContain('log-48');
  });
});

describe('grants', () => {
  interface Policy {
    readonly PolicyDocument: {
      readonly Statement: { readonly Action: string; readonly Resource: unknown[] }[];
    };
  }

  function granted(grant: (api: CorsAdminApi, role: Role) => void): readonly string[] {
    const built = admin({}, (api, stack) => {
      grant(api, new Role(stack, 'Person', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    });
    const policies = Object.entries(built.resources<Policy>('AWS::IAM::Policy'));
    const [, { Properties }] = policies.find(([id]) => id.startsWith('Person'))!;
    expect(Properties.PolicyDocument.Statement).toHaveLength(1);
    const [{ Action, Resource }] = Properties.PolicyDocument.Statement as [
      { Action: string; Resource: unknown[] },
    ];
    expect(Action).toBe('execute-api:Invoke');
    return Resource.map((arn) => {
      const parts = (arn as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
      const text = parts
        .map((part) => (typeof part === 'string' ? part : `<${(part as { Ref: string }).Ref}>`))
        .join('');
      return text.replace(/^.*<AdminApi[0-9A-F]{8}>\/<AdminApiDeploymentStageprod[0-9A-F]{8}>\//, '');
    });
  }

  const QUERIES = [
    'POST/cors/v1/refusals',
    'GET/cors/v1/refusals/*',
    'POST/cors/v1/usage',
    'GET/cors/v1/usage/*',
  ];
  const ALLOWLIST = [
    'GET/cors/v1/allowlist',
    'POST/cors/v1/allowlist',
    'POST/cors/v1/allowlist/import',
    'POST/cors/v1/allowlist/plan',
    'GET/cors/v1/allowlist/export',
    'GET/cors/v1/allowlist/*',
    'PUT/cors/v1/allowlist/*',
    'PATCH/cors/v1/allowlist/*',
    'DELETE/cors/v1/allowlist/*',
    'POST/cors/v1/allowlist/*/restore',
    'POST/cors/v1/evaluate',
    ...QUERIES,
    'GET/cors/v1/openapi.json',
  ];

  test('manage the allowlist: exactly its routes', () => {
    expect(granted((api, role) => api.grantManageAllowlist(role))).toEqual(ALLOWLIST);
  });

  test('view the allowlist: only the routes that change nothing', () => {
    expect(granted((api, role) => api.grantViewAllowlist(role))).toEqual([
      'GET/cors/v1/allowlist',
      'POST/cors/v1/allowlist/plan',
      'GET/cors/v1/allowlist/export',
      'GET/cors/v1/allowlist/*',
      'POST/cors/v1/evaluate',
      ...QUERIES,
      'GET/cors/v1/openapi.json',
    ]);
  });

  test('manage the settings: those, and the settings', () => {
    expect(granted((api, role) => api.grantManageSettings(role))).toEqual([
      ...ALLOWLIST,
      'GET/cors/v1/settings',
      'PUT/cors/v1/settings',
    ]);
  });

  test('of callers with tokens are refused, with the way that there is', () => {
    const grant = (api: CorsAdminApi, stack: Stack): void => {
      api.grantManageAllowlist(
        new Role(stack, 'Person', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }),
      );
    };
    expect(() => admin(cognito(), grant)).toThrow(/auth is "cognito".*group/s);
  });
});

describe('a user pool', () => {
  interface Method {
    readonly HttpMethod: string;
    readonly AuthorizationType: string;
    readonly AuthorizerId: { readonly Ref: string };
    readonly AuthorizationScopes?: string[];
  }
  const methodsIn = (built: Built): Method[] =>
    Object.values(built.resources<Method>('AWS::ApiGateway::Method')).map(({ Properties }) => Properties);

  test('authorizes every method by ID tokens, where there are no scopes', () => {
    const built = admin(cognito());
    const [authorizer] = Object.keys(built.resources('AWS::ApiGateway::Authorizer'));
    for (const method of methodsIn(built)) {
      expect(method).toMatchObject({
        AuthorizationType: 'COGNITO_USER_POOLS',
        AuthorizerId: { Ref: authorizer },
      });
      expect(method.AuthorizationScopes).toBeUndefined();
    }
    expect(readAdminAuth(environmentOf(built, /AdminSettings/))).toEqual({
      mode: 'cognito',
      viewAllowlistGroup: 'view-allowlist',
      manageAllowlistGroup: 'manage-allowlist',
      manageSettingsGroup: 'manage-settings',
    });
  });

  test('authorizes by access tokens with scopes, of which the functions ask for all that a route needs', () => {
    const built = admin(cognito({ ...SCOPES, manageAllowlistGroup: 'editors' }));
    const scopes = methodsIn(built).map(({ AuthorizationScopes }) => AuthorizationScopes?.join(' '));
    expect(new Set(scopes)).toEqual(new Set(['cors/allowlist', 'cors/allowlist cors/settings']));
    expect(scopes.filter((line) => line?.includes('settings'))).toHaveLength(3);
    expect(readAdminAuth(environmentOf(built, /AdminAllowlist/))).toEqual({
      mode: 'cognito',
      viewAllowlistGroup: 'view-allowlist',
      manageAllowlistGroup: 'editors',
      manageSettingsGroup: 'manage-settings',
      ...SCOPES,
    });
  });

  test('lets tokens with the scope to view reach the routes that change nothing, and no others', () => {
    const built = admin(cognito({ ...SCOPES, viewAllowlistScope: 'cors/view' }));
    const viewed = methodsIn(built).filter(({ AuthorizationScopes }) =>
      AuthorizationScopes?.includes('cors/view'),
    );
    expect(
      viewed.map(({ HttpMethod }) => HttpMethod).filter((method) => !['GET', 'ANY', 'POST'].includes(method)),
    ).toEqual([]);
    for (const { AuthorizationScopes } of viewed)
      expect(AuthorizationScopes).toEqual(['cors/view', 'cors/allowlist']);
  });

  test('that changes makes a new deployment, also without the feature flag for it', () => {
    const deployments = ['a', 'b'].map((name) => {
      const built = admin((stack) => ({ auth: AdminAuth.cognito(new UserPool(stack, name)) }));
      return Object.keys(built.resources('AWS::ApiGateway::Deployment'))[0];
    });
    expect(new Set(deployments).size).toBe(2);
  });

  test.each<[CognitoAdminAuthOptions, RegExp]>([
    [{ manageAllowlistGroup: 'a,b' }, /auth\.manageAllowlistGroup is "a,b"/],
    [{ manageSettingsGroup: 'a b' }, /auth\.manageSettingsGroup is "a b"/],
    [{ manageSettingsGroup: '[a]' }, /auth\.manageSettingsGroup/],
    [{ manageSettingsGroup: '' }, /auth\.manageSettingsGroup/],
    [{ manageSettingsScope: 'cors/settings' }, /scopes/],
    [{ viewAllowlistGroup: 'a b' }, /auth\.viewAllowlistGroup is "a b"/],
    [
      { manageAllowlistGroup: 'x', manageSettingsGroup: 'x' },
      /manageSettingsGroup.*must differ from manageAllowlistGroup/s,
    ],
    [
      { viewAllowlistGroup: 'x', manageSettingsGroup: 'x' },
      /manageSettingsGroup.*must differ from viewAllowlistGroup/s,
    ],
    [{ viewAllowlistScope: 'cors/view' }, /manageAllowlistScope.*manageSettingsScope/s],
    [{ ...SCOPES, viewAllowlistScope: 'cors/allowlist' }, /must differ from viewAllowlistScope/],
  ])('%j cannot be synthesized', (options, message) => {
    expect(() => admin(cognito(options))).toThrow(message);
  });
});
