import { UsageMeter } from '../../gateway/api/admission/usage-meter';
import { brokenRules } from '../../gateway/api/admission/json-schema';
import { serveStack, type ServedStack } from './fixtures/served-stack';
import {
  apiResources,
  authorizerResource,
  functionResource,
  gatewayResponseResource,
  type MethodSpec,
  type Resources,
} from './fixtures/template';

/*
 * The steps between the authorizer and the integration: API keys, usage plans and request validators.
 */

const KEY = 'a-key-of-a-partner-0001';

const plan = (properties: Record<string, unknown>): Resources => ({
  Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
  Off: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: false, Value: 'a-key-that-is-off' } },
  Stray: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: 'a-key-without-a-plan' } },
  Plan: {
    Type: 'AWS::ApiGateway::UsagePlan',
    Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'ApiStage' } }], ...properties },
  },
  ...Object.fromEntries(
    ['Key', 'Off'].map((key) => [
      `${key}OfPlan`,
      {
        Type: 'AWS::ApiGateway::UsagePlanKey',
        Properties: { KeyId: { Ref: key }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
      },
    ]),
  ),
});

const keyed: MethodSpec = { path: '/keyed', verb: 'GET', to: 'Echo', properties: { ApiKeyRequired: true } };

const served: ServedStack[] = [];

async function serve(methods: readonly MethodSpec[], more: Resources, api = {}): Promise<ServedStack> {
  const echo = functionResource('Echo', 'echo');
  const stack = await serveStack({ ...echo, ...apiResources({ methods, properties: api }), ...more });
  served.push(stack);
  return stack;
}

afterEach(async () => {
  await Promise.all(served.splice(0).map((stack) => stack.close()));
});

const withKey = (value: string) => ({ path: '/keyed', headers: [['x-api-key', value]] as const });

describe('an API key', () => {
  test.each([
    ['that a plan of the stage has', KEY, 200],
    ['that is off', 'a-key-that-is-off', 403],
    ['that no plan has', 'a-key-without-a-plan', 403],
    ['that nobody made', 'x', 403],
  ])('%s (%s) gets %i', async (_name, value, status) => {
    const stack = await serve([keyed], plan({}));
    const response = await stack.send(withKey(value));
    expect(response.status).toBe(status);
    if (status === 403) {
      expect(response.header('x-amzn-ErrorType')).toBe('ForbiddenException');
      expect(stack.records[0]).toMatchObject({ reason: 'invalid_api_key' });
    }
  });

  test('that is missing is shaped by its gateway response, and not needed where it is not required', async () => {
    const open = { path: '/open', verb: 'GET', to: 'Echo' };
    const shaped = gatewayResponseResource('INVALID_API_KEY', {
      ResponseParameters: { 'gatewayresponse.header.X-Why': "'key'" },
    });
    const stack = await serve([keyed, open], { ...plan({}), ...shaped });
    const response = await stack.send({ path: '/keyed' });
    expect([response.status, response.header('X-Why')]).toEqual([403, 'key']);
    expect((await stack.send({ path: '/open' })).status).toBe(200);
  });

  test('is in the context of the function', async () => {
    const stack = await serve([keyed], plan({}));
    const { requestContext } = (await stack.send(withKey(KEY))).json() as {
      requestContext: { identity: Record<string, unknown> };
    };
    expect(requestContext.identity).toMatchObject({ apiKey: KEY, apiKeyId: expect.any(String) as string });
  });

  test('comes from the authorizer where the API says so', async () => {
    const method = { ...keyed, authorizer: 'Authorizer' };
    const stack = await serve(
      [method],
      { ...plan({}), ...functionResource('Judge', 'reply'), ...authorizerResource('Authorizer', 'Judge') },
      { ApiKeySourceType: 'AUTHORIZER' },
    );
    const statusFor = async (usageIdentifierKey: string | undefined): Promise<number> => {
      const policyDocument = {
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
      };
      const result = JSON.stringify({ principalId: 'p', policyDocument, usageIdentifierKey });
      return (
        await stack.send({
          path: '/keyed',
          headers: [
            ['X-Result', result],
            ['x-api-key', KEY],
          ],
        })
      ).status;
    };
    expect([await statusFor(KEY), await statusFor(undefined)]).toEqual([200, 403]);
  });
});

describe('a usage plan', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['rate', { Throttle: { RateLimit: 0, BurstLimit: 2 } }, 'throttled'],
    ['quota', { Quota: { Limit: 2, Period: 'MONTH' } }, 'quota_exceeded'],
    [
      'rate of the method',
      {
        ApiStages: [
          {
            ApiId: { Ref: 'Api' },
            Stage: { Ref: 'ApiStage' },
            Throttle: { '/keyed/GET': { RateLimit: 0, BurstLimit: 2 } },
          },
        ],
      },
      'throttled',
    ],
  ])('over its %s gives 429', async (_name, properties, reason) => {
    const stack = await serve([keyed], plan(properties));
    const statuses: number[] = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await stack.send(withKey(KEY))).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(stack.records.at(-1)).toMatchObject({ reason });
  });

  test('gives as many calls again as its rate makes in the time', () => {
    let now = Date.UTC(2026, 10, 29);
    const meter = new UsageMeter(() => now);
    const throttle = { rate: 2, burst: 2 };
    const plan = { id: 'p', keys: [], throttle, methodThrottles: new Map(), quota: undefined };
    const isOver = (): boolean => meter.excess(plan, 'k', '/GET') !== undefined;
    expect([isOver(), isOver(), isOver()]).toEqual([false, false, true]);
    now += 500;
    expect([isOver(), isOver()]).toEqual([false, true]);
    expect(meter.excess(plan, 'another', '/GET')).toBeUndefined();
  });

  test.each<['DAY' | 'WEEK' | 'MONTH', string]>([
    ['DAY', '2026-11-30'],
    ['WEEK', '2026-12-06'],
    ['MONTH', '2026-12-01'],
  ])('begins a new %s at %s', (period, next) => {
    let now = Date.parse('2026-11-29T23:59:59Z');
    const meter = new UsageMeter(() => now);
    const quota = { limit: 1, period };
    const plan = { id: 'p', keys: [], throttle: undefined, methodThrottles: new Map(), quota };
    meter.excess(plan, 'k', '/GET');
    expect(meter.excess(plan, 'k', '/GET')).toBe('QUOTA_EXCEEDED');
    now = Date.parse(`${next}T00:00:00Z`);
    expect(meter.excess(plan, 'k', '/GET')).toBeUndefined();
  });
});

describe('a request validator', () => {
  const model = {
    Order: {
      Type: 'AWS::ApiGateway::Model',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ContentType: 'application/json',
        Schema: { type: 'object', required: ['item'], properties: { item: { type: 'string' } } },
      },
    },
    Validator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true, ValidateRequestParameters: true },
    },
  };
  const method: MethodSpec = {
    path: '/orders',
    verb: 'POST',
    to: 'Echo',
    properties: {
      RequestValidatorId: { Ref: 'Validator' },
      RequestModels: { 'application/json': { Ref: 'Order' } },
      RequestParameters: { 'method.request.querystring.shop': true, 'method.request.header.X-Trace': false },
    },
  };

  test.each<[string, string, string | undefined, number, string | undefined]>([
    ['all it asks for', '?shop=1', '{"item":"a"}', 200, undefined],
    ['a missing parameter', '', '{"item":"a"}', 400, 'bad_request_parameters'],
    ['an empty parameter', '?shop=', '{"item":"a"}', 400, 'bad_request_parameters'],
    ['a body of another form', '?shop=1', '{"item":1}', 400, 'bad_request_body'],
    ['a body that is not JSON', '?shop=1', '{', 400, 'bad_request_body'],
    ['no body', '?shop=1', undefined, 400, 'bad_request_body'],
  ])('with %s', async (_name, query, body, status, reason) => {
    const stack = await serve([method], model);
    const headers = [['Content-Type', 'application/json']] as const;
    const sent = {
      path: `/orders${query}`,
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body }),
    };
    expect((await stack.send(sent)).status).toBe(status);
    if (reason !== undefined) expect(stack.records[0]).toMatchObject({ reason });
  });

  test('says to a gateway response which rules a body breaks', async () => {
    const shaped = gatewayResponseResource('BAD_REQUEST_BODY', {
      StatusCode: 422,
      ResponseTemplates: { 'application/json': '{"rules":"$context.error.validationErrorString"}' },
    });
    const stack = await serve([method], { ...model, ...shaped });
    const response = await stack.send({ path: '/orders?shop=1', method: 'POST', body: '{}' });
    expect(response.status).toBe(422);
    expect(response.json()).toEqual({ rules: expect.stringContaining('item') as string });
  });
});

describe('a JSON schema', () => {
  const tree = {
    type: 'object',
    properties: { next: { $ref: '#/definitions/Tree' } },
    additionalProperties: false,
  };

  test.each<[Record<string, unknown>, unknown, number]>([
    [{ type: 'integer', minimum: 1, maximum: 3 }, 2, 0],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 4, 1],
    [{ minimum: 1, exclusiveMinimum: true }, 1, 1],
    [{ type: ['string', 'null'] }, null, 0],
    [{ type: 'number' }, '1', 1],
    [{ enum: ['a', { b: 1 }] }, { b: 1 }, 0],
    [{ enum: ['a'] }, 'b', 1],
    [{ pattern: '^a', minLength: 2, maxLength: 3 }, 'ab', 0],
    [{ pattern: '^a', minLength: 2 }, 'b', 2],
    [{ type: 'array', items: { type: 'string' }, uniqueItems: true }, ['a', 'b'], 0],
    [{ type: 'array', items: { type: 'string' }, uniqueItems: true }, ['a', 'a', 1], 2],
    [{ additionalProperties: false, properties: { a: {} } }, { a: 1, b: 2 }, 1],
    [{ additionalProperties: { type: 'string' } }, { a: 1 }, 1],
    [{ patternProperties: { '^x-': { type: 'string' } } }, { 'x-a': 1 }, 1],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 1, 1],
    [{ oneOf: [{ type: 'string' }, { minLength: 1 }] }, 'a', 1],
    [{ allOf: [{ type: 'string' }, { minLength: 2 }] }, 'a', 1],
    [{ not: { type: 'string' } }, 'a', 1],
    [{ $ref: 'Tree' }, { next: { next: {} } }, 0],
    [{ $ref: 'https://apigateway.amazonaws.com/restapis/id/models/Tree' }, { next: { other: {} } }, 1],
    [{ $ref: 'Nobody' }, {}, 1],
    [{ definitions: { A: { type: 'string' } }, properties: { a: { $ref: '#/definitions/A' } } }, { a: 1 }, 1],
    [{ format: 'date', title: 'unknown words demand nothing' }, 1, 0],
  ])('%j with %j breaks %i rules', (schema, value, count) => {
    expect(brokenRules(value, schema, { Tree: tree })).toHaveLength(count);
  });

  test('that only leads to itself ends', () => {
    expect(brokenRules(1, { $ref: 'Loop' }, { Loop: { $ref: 'Loop' } })).toHaveLength(1);
  });
});
