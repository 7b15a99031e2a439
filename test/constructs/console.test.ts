import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { UserPool, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { AdminAuth, CorsGateway, type CorsConsoleOptions, type CorsGatewayProps } from '../../lib';
import { scratchApp } from './support/scratch-app';

const PAGE = '/prod/console/index.html';

interface Built {
  readonly stack: Stack;
  readonly gateway: CorsGateway;
  readonly template: Template;
}

function build(props: (stack: Stack) => CorsGatewayProps): Built {
  const stack = new Stack(scratchApp(), 'Example', {
    env: { account: '123456789012', region: 'eu-central-1' },
  });
  const gateway = new CorsGateway(stack, 'Cors', props(stack));
  return { stack, gateway, template: Template.fromStack(stack) };
}

function withPool(console?: CorsConsoleOptions): Built {
  return build((stack) => ({
    adminAuth: AdminAuth.cognito(new UserPool(stack, 'Pool')),
    ...(console === undefined ? {} : { console }),
  }));
}

function imported(stack: Stack): AdminAuth {
  return AdminAuth.cognito(UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_pool'));
}

function configOf({ template }: Built): string {
  const functions = Object.values(template.findResources('AWS::Lambda::Function')) as {
    Properties: { Environment?: { Variables: Record<string, unknown> } };
  }[];
  return JSON.stringify(
    functions.map(({ Properties }) => Properties.Environment?.Variables['CORS_CONSOLE_CONFIG']).find(Boolean),
  );
}

interface Resource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DependsOn?: string | string[];
}

/** Logical ids that a resource names, anywhere. */
function namedBy({ Properties, DependsOn = [] }: Resource): string[] {
  const text = JSON.stringify(Properties ?? {});
  const found = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":(?:\["|")([A-Za-z0-9]+)/g)].map((match) => match[1]!);
  return [...found, ...[DependsOn].flat()];
}

test('a user pool brings the console, which everybody may read and which may nothing', () => {
  const { gateway, template, stack } = withPool();
  expect(stack.resolve(gateway.adminApi?.consoleUrl)).toBeDefined();
  const open = Object.values(
    template.findResources('AWS::ApiGateway::Method', { Properties: { AuthorizationType: 'NONE' } }),
  );
  const methods = open.map(
    (method) => (method as { Properties: { HttpMethod: string } }).Properties.HttpMethod,
  );
  expect(methods.filter((method) => method === 'GET' || method === 'HEAD')).toHaveLength(4);
  const page = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
    id.includes('ConsolePage'),
  );
  expect(JSON.stringify(page)).not.toMatch(/dynamodb/);
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('Console'))).toEqual([]);
});

test('the page signs people in by a code with a proof, and without a secret', () => {
  const { template } = withPool();
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid'],
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: 'ENABLED',
    IdTokenValidity: 15,
    AccessTokenValidity: 15,
    RefreshTokenValidity: 480,
  });
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
    Domain: { 'Fn::Join': ['', ['cors-', Match.anyValue()]] },
  });
});

test('the client of the user pool does not depend on the stage, so nothing goes in a circle', () => {
  const resources = withPool().template.toJSON() as { Resources: Record<string, Resource> };
  const reached = new Set<string>();
  const walk = (id: string): void => {
    const resource = resources.Resources[id];
    if (resource === undefined || reached.has(id)) return;
    reached.add(id);
    namedBy(resource).forEach(walk);
  };
  const [client] = Object.entries(resources.Resources).find(
    ([, { Type }]) => Type === 'AWS::Cognito::UserPoolClient',
  )!;
  namedBy(resources.Resources[client]!).forEach(walk);
  const types = [...reached].map((id) => resources.Resources[id]!.Type);
  expect(types).toContain('AWS::ApiGateway::RestApi');
  expect(types).not.toContain('AWS::ApiGateway::Stage');
  expect(types).not.toContain('AWS::Cognito::UserPoolClient');
});

test('each URL of the API has its callback', () => {
  const { template } = withPool({ urls: ['https://admin.example.com', 'https://example.com/cors/'] });
  const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient')) as {
    Properties: { CallbackURLs: unknown[]; LogoutURLs: unknown[] };
  }[];
  const { CallbackURLs, LogoutURLs } = client!.Properties;
  expect(CallbackURLs.slice(1)).toEqual([
    'https://admin.example.com/console/index.html',
    'https://example.com/cors/console/index.html',
  ]);
  expect(JSON.stringify(CallbackURLs[0])).toContain(PAGE);
  expect(LogoutURLs).toEqual(CallbackURLs);
});

test('the console is throttled apart from the API, and logged like it', () => {
  const own = (path: string, HttpMethod: string): object =>
    Match.objectLike({
      ResourcePath: path,
      HttpMethod,
      ThrottlingRateLimit: 40,
      ThrottlingBurstLimit: 100,
      LoggingLevel: 'ERROR',
    });
  withPool().template.hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([
      Match.objectLike({ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 50 }),
      own('/~1console', 'GET'),
      own('/~1console', 'HEAD'),
      own('/~1console~1{proxy+}', 'GET'),
      own('/~1console~1{proxy+}', 'HEAD'),
    ]),
  });
});

test('the domain that the app has added to the pool is taken', () => {
  const built = build((stack) => {
    const pool = new UserPool(stack, 'Pool');
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'ours' } });
    return { adminAuth: AdminAuth.cognito(pool) };
  });
  built.template.resourceCountIs('AWS::Cognito::UserPoolDomain', 1);
  expect(configOf(built)).toMatch(/auth\.eu-central-1\.amazoncognito\.com/);
});

test.each([
  ['ours', 'https://ours.auth.eu-central-1.amazoncognito.com'],
  ['login.example.com', 'https://login.example.com'],
])('a domain that is given is taken: %s', (name, origin) => {
  const built = build((stack) => ({
    adminAuth: imported(stack),
    console: { domain: UserPoolDomain.fromDomainName(stack, 'Domain', name) },
  }));
  built.template.resourceCountIs('AWS::Cognito::UserPoolDomain', 0);
  expect(configOf(built)).toContain(origin);
});

test('with scopes the page asks for them and shows the access token', () => {
  const built = build((stack) => ({
    adminAuth: AdminAuth.cognito(new UserPool(stack, 'Pool'), {
      manageAllowlistScope: 'cors/allowlist',
      manageSettingsScope: 'cors/settings',
    }),
  }));
  built.template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    AllowedOAuthScopes: ['openid', 'cors/allowlist', 'cors/settings'],
  });
  expect(configOf(built)).toMatch(/openid cors\/allowlist cors\/settings.*token.{1,9}access/);
});

test('managed login has a style, and a domain that shows it', () => {
  const { template } = withPool({ managedLogin: true, domainPrefix: 'ours' });
  template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'ours', ManagedLoginVersion: 2 });
  template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
});

test.each<[CorsConsoleOptions, boolean]>([
  [{}, false],
  [{ cliLogin: true }, true],
])('with %j a sign-in may lead back to a terminal: %s', (options, may) => {
  const { template } = withPool(options);
  const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient'));
  const { CallbackURLs, LogoutURLs } = client?.['Properties'] as Record<string, unknown[]>;
  expect(CallbackURLs?.includes('http://localhost:8976/callback')).toBe(may);
  expect(LogoutURLs).not.toContain('http://localhost:8976/callback');
});

test('an imported pool has no console until its domain is named, and synth says so', () => {
  const { stack, gateway } = build((scope) => ({ adminAuth: imported(scope) }));
  expect(gateway.adminApi?.consoleUrl).toBeUndefined();
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('console: \\{ domain: '));
});

test.each<[string, (stack: Stack) => CorsGatewayProps]>([
  ['IAM', () => ({})],
  ['IAM, said so', () => ({ console: { enabled: false } })],
  [
    'a pool, switched off',
    (stack) => ({ adminAuth: AdminAuth.cognito(new UserPool(stack, 'Pool')), console: { enabled: false } }),
  ],
  [
    'an imported pool, switched off',
    (stack) => ({ adminAuth: imported(stack), console: { enabled: false } }),
  ],
])('without the console: %s', (_name, props) => {
  const { stack, gateway, template } = build(props);
  expect(gateway.adminApi?.consoleUrl).toBeUndefined();
  template.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('Console'))).toEqual([]);
});

test.each<[string, CorsConsoleOptions, RegExp]>([
  [
    'a prefix that Cognito refuses',
    { domainPrefix: 'my-aws-login' },
    /console\.domainPrefix is "my-aws-login"/,
  ],
  [
    'a URL without https',
    { urls: ['https://ok.example', 'http://admin.example.com'] },
    /console\.urls\[1\] is "http/,
  ],
  ['a URL with a query', { urls: ['https://admin.example.com/?a'] }, /console\.urls\[0\]/],
])('refused: %s', (_name, options, message) => {
  expect(() => withPool(options)).toThrow(message);
});

test('refused: with IAM, and the error names the command that serves the page', () => {
  expect(() => build(() => ({ console: {} }))).toThrow(
    /console is "on".*npx apigateway-cors-allowlist console/s,
  );
});

test('refused: an imported pool, a console and no domain', () => {
  expect(() => build((stack) => ({ adminAuth: imported(stack), console: {} }))).toThrow(
    /console\.domain is missing/,
  );
});

test('refused: a domain twice, a console without an admin API, and something that is no object', () => {
  const twice = (stack: Stack): CorsGatewayProps => ({
    adminAuth: imported(stack),
    console: { domain: UserPoolDomain.fromDomainName(stack, 'Domain', 'ours'), domainPrefix: 'ours' },
  });
  expect(() => build(twice)).toThrow(/console\.domainPrefix is "ours"/);
  expect(() => build(() => ({ adminApi: false, console: {} }))).toThrow(
    /console is "on": the gateway has no admin API/,
  );
  expect(() => build(() => ({ console: true as unknown as CorsConsoleOptions }))).toThrow(/console is true/);
});
