import { App, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  TokenCheck,
  type CorsEndpointOptions,
} from '../../lib';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

const check = (...scopes: string[]): TokenCheck =>
  TokenCheck.jwt({ issuer: 'https://login.example.com/', audience: ['api'], scopes });

function api(id: string): RestApi {
  const code = Code.fromInline('exports.handler = () => undefined;');
  const handler = new LambdaFunction(stack, `${id}Code`, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code,
  });
  const made = new RestApi(stack, id);
  for (const path of ['orders', 'users'])
    made.root.addResource(path).addMethod('GET', new LambdaIntegration(handler));
  return made;
}

function allowlist(options: CorsEndpointOptions = {}): CorsAllowlist {
  return new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.of([
      CorsEndpoint.allowlist('/orders', options),
      CorsEndpoint.allowlist('/users', options),
    ]),
  });
}

const orders = (of: RestApi) => of.root.getResource('orders')!;
const users = (of: RestApi) => of.root.getResource('users')!;
const synth = (): unknown => app.synth();

describe('two APIs of one allowlist', () => {
  test.each<[name: string, protect: (list: CorsAllowlist, one: RestApi, other: RestApi) => void]>([
    [
      'with the same check',
      (list, one, other) => {
        list.protect(one, { tokens: check() });
        list.protect(other, { tokens: check() });
      },
    ],
    [
      'with checks for paths that do not meet',
      (list, one, other) => {
        list.protect(orders(one), { tokens: check('a') });
        list.protect(users(other), { tokens: check('b') });
      },
    ],
    [
      'without any check',
      (list, one, other) => {
        list.protect(one);
        list.protect(other);
      },
    ],
  ])('%s are taken', (_name, protect) => {
    protect(allowlist(), api('One'), api('Other'));
    expect(synth).not.toThrow();
  });

  test.each<[name: string, protect: (list: CorsAllowlist, one: RestApi, other: RestApi) => void]>([
    [
      'with different checks',
      (list, one, other) => {
        list.protect(one, { tokens: check('admin') });
        list.protect(other, { tokens: check() });
      },
    ],
    [
      'of which one has none',
      (list, one, other) => {
        list.protect(one, { tokens: check() });
        list.protect(other);
      },
    ],
    [
      'of which one has none, said before',
      (list, one, other) => {
        list.protect(other);
        list.protect(one, { tokens: check() });
      },
    ],
    [
      'of which a part of one has another check than the whole other',
      (list, one, other) => {
        list.protect(one, { tokens: check('admin') });
        list.protect(orders(other), { tokens: check() });
      },
    ],
    [
      'of which the whole other has no check',
      (list, one, other) => {
        list.protect(orders(one), { tokens: check() });
        list.protect(other);
      },
    ],
  ])('%s are an error that names the way', (_name, protect) => {
    protect(allowlist(), api('One'), api('Other'));
    expect(synth).toThrow(/tokens is "\/[a-z]*": two calls say different checks.*second CorsAllowlist/s);
  });

  test('a gateway with checks, and another API without', () => {
    const code = Code.fromInline('exports.handler = () => undefined;');
    const backend = new LambdaFunction(stack, 'Backend', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code,
    });
    const gateway = new CorsGateway(stack, 'Cors', {
      endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders'), CorsEndpoint.allowlist('/users')]),
      backends: { '/orders': CorsBackend.lambdaFunction(backend, { tokens: check() }) },
      defaultBackend: CorsBackend.echo(),
    });
    gateway.allowlist.protect(api('Other'));
    expect(synth).toThrow(/tokens is "\/": two calls say different checks/);
  });
});

describe('one API', () => {
  test('a part has another check than the whole', () => {
    const one = api('One');
    const list = allowlist();
    list.protect(one, { tokens: check() });
    list.protect(orders(one), { tokens: check('admin') });
    expect(synth).not.toThrow();
  });

  test('a part that is protected once more, without a word about tokens, keeps the check of the whole', () => {
    const one = api('One');
    const list = allowlist();
    list.protect(one, { tokens: check() });
    list.protect(orders(one));
    expect(synth).not.toThrow();
  });

  test('the same part has two checks: the later one would win in silence', () => {
    const one = api('One');
    const list = allowlist();
    list.protect(orders(one), { tokens: check('admin') });
    list.protect(orders(one), { tokens: check() });
    expect(synth).toThrow(/tokens is "\/orders": two calls say different checks/);
  });
});

describe('scopes', () => {
  test.each<[options: CorsEndpointOptions]>([[{ scopes: ['a'] }], [{ methodScopes: { GET: ['a'] } }]])(
    'of an endpoint, %j, are an error where nothing checks tokens',
    (options) => {
      allowlist(options).protect(api('One'));
      expect(synth).toThrow(/scopes is "\/orders": scopes stand in a token.*give tokens to protect\(\)/s);
    },
  );

  test('are taken where something does', () => {
    allowlist({ scopes: ['a'] }).protect(api('One'), { tokens: check() });
    expect(synth).not.toThrow();
  });
});
