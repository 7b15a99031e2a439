import { Template } from 'aws-cdk-lib/assertions';
import { scratchApp } from '../constructs/support/scratch-app';
import { LISTED, LocalApi, OTHER } from '../support/local-api';
import { shape } from '../support/shape';

/*
 * Stacks as people have them, written from the README and docs/ alone, on the local gateway.
 */

beforeAll(() => {
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterAll(() => {
  jest.restoreAllMocks();
});

/** Starts the stack before the cases of a block, and ends it after them. */
function served(name: string): () => LocalApi {
  let api: LocalApi | undefined;
  beforeAll(async () => {
    api = await LocalApi.start(shape(name));
  }, 60_000);
  afterAll(() => api?.stop());
  return () => api!;
}

describe('an API with Amazon Cognito, a validator, API keys and a MOCK', () => {
  const api = served('mixed-api/mixedApi');
  const key = [['x-api-key', 'a-key-of-twenty-letters']] as const;
  const json = [['Content-Type', 'application/json']] as const;

  test('a listed page reads the MOCK; another page does not', async () => {
    expect(await api().read({ path: '/health', origin: LISTED })).toEqual([200, LISTED]);
    expect(await api().read({ path: '/health', origin: OTHER })).toEqual([403, undefined]);
  });

  test('a listed page reads what the validator says', async () => {
    const post = { path: '/orders', method: 'POST', origin: LISTED, headers: json };
    expect(await api().read({ ...post, body: '{"item": "tea"}' })).toEqual([200, LISTED]);
    expect(await api().read({ ...post, body: '{}' })).toEqual([400, LISTED]);
    expect(await api().read({ ...post, body: '{}', origin: OTHER })).toEqual([403, undefined]);
  });

  test('a listed page reads that its key is missing', async () => {
    expect(await api().read({ path: '/orders', origin: LISTED, headers: key })).toEqual([200, LISTED]);
    expect(await api().read({ path: '/orders', origin: LISTED })).toEqual([403, LISTED]);
  });

  test('Cognito still asks for a token, and preflights need none', async () => {
    expect((await api().ask({ path: '/me', origin: LISTED })).status).toBe(401);
    expect(await api().preflight({ path: '/me', origin: LISTED })).toEqual([204, LISTED]);
  });
});

describe('a LambdaRestApi', () => {
  const api = served('lambda-rest-api/lambdaRestApi');

  test('a listed page reads what the table names, at any depth', async () => {
    expect(await api().read({ path: '/orders/1/items', origin: LISTED })).toEqual([200, LISTED]);
    const put = { path: '/orders/1/items', origin: LISTED, method: 'PUT' };
    expect(await api().preflight(put)).toEqual([204, LISTED]);
  });

  test('another page is refused, and no page reads what the table does not name', async () => {
    expect(await api().read({ path: '/orders', origin: OTHER })).toEqual([403, undefined]);
    expect(await api().read({ path: '/internal', origin: LISTED })).toEqual([403, undefined]);
  });

  test('a server without an origin reads everything', async () => {
    expect(await api().read({ path: '/internal' })).toEqual([200, undefined]);
  });
});

describe('a document', () => {
  const api = served('document-api/documentApi');

  test.each([
    ['GET', '/orders'],
    ['PATCH', '/orders/1'],
    ['GET', '/health'],
  ])('%s %s: a listed page reads it, another one does not', async (method, path) => {
    expect(await api().read({ method, path, origin: LISTED })).toEqual([200, LISTED]);
    expect(await api().read({ method, path, origin: OTHER })).toEqual([403, undefined]);
    expect(await api().preflight({ method, path, origin: LISTED })).toEqual([204, LISTED]);
  });
});

describe('a private gateway', () => {
  const api = served('private-gateway/privateGateway');

  test('is judged as any other', async () => {
    expect(await api().read({ path: '/orders', origin: LISTED })).toEqual([200, LISTED]);
    expect(await api().read({ path: '/orders', origin: OTHER })).toEqual([403, undefined]);
  });
});

describe('another region', () => {
  test('works by a replica and an ARN', () => {
    const template = Template.fromStack(shape('regions/regions')(scratchApp()));
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    template.resourceCountIs('AWS::ApiGateway::Authorizer', 1);
  });

  test('by the construct, synth refuses and names the ways', () => {
    const app = scratchApp();
    expect(() => {
      shape('regions/regionsByConstruct')(app);
      app.synth();
    }).toThrow(/existingTable|replicas/);
  });
});

describe('a pipeline', () => {
  const api = served('pipeline/pipeline');

  test('deploys what behaves as it does without one', async () => {
    expect(await api().read({ path: '/orders', origin: LISTED })).toEqual([200, LISTED]);
    expect(await api().read({ path: '/orders', origin: OTHER })).toEqual([403, undefined]);
  });
});

describe('the gateway of an ordinary product', () => {
  const api = served('ordinary-gateway/ordinaryGateway');

  test('listed pages read what is theirs, and every page what is public', async () => {
    expect(await api().read({ path: '/orders/1', origin: LISTED })).toEqual([200, LISTED]);
    expect(await api().read({ path: '/orders/1', origin: OTHER })).toEqual([403, undefined]);
    expect(await api().read({ path: '/status', origin: OTHER })).toEqual([200, '*']);
    expect(await api().read({ path: '/internal', origin: LISTED })).toEqual([403, undefined]);
  });
});

describe('nested stacks', () => {
  const api = served('nested-api/nestedApi');

  test('what another stack adds is judged too', async () => {
    expect(await api().read({ path: '/orders', origin: LISTED })).toEqual([200, LISTED]);
    expect(await api().read({ path: '/orders', origin: OTHER })).toEqual([403, undefined]);
    expect(await api().preflight({ path: '/orders', origin: LISTED })).toEqual([204, LISTED]);
    expect(await api().read({ path: '/status', origin: LISTED })).toEqual([200, LISTED]);
  });
});
