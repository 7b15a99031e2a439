import fc from 'fast-check';
import { isApiRequest, unjudgedSource } from '../../runtime/event-source';
import { withCors } from '../../runtime';
import { clearTestAllowlist, setTestAllowlist } from '../../runtime/testing';
import { environment, UNLISTED } from '../lambda/support/judging';
import { payload2Event, proxyEvent, type Event } from '../lambda/support/events';

const mockLines: string[] = [];
jest.mock('../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

beforeEach(() => {
  mockLines.length = 0;
});

/** Reading any variable of it fails: events that are not judged must not need the configuration. */
const unread = new Proxy(
  {},
  {
    get: (_target, name) => {
      throw new Error(`${String(name)} was read`);
    },
  },
);

const record = { messageId: '1', body: '{"httpMethod":"GET","path":"/"}' };
const elb = {
  elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/a/1' },
};

/** Events of other services, by their documented shape. */
const FOREIGN: readonly (readonly [name: string, event: unknown])[] = [
  ['SQS', { Records: [{ ...record, eventSource: 'aws:sqs' }] }],
  ['SNS', { Records: [{ EventSource: 'aws:sns', Sns: { Message: 'm' } }] }],
  ['S3', { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'b' }, object: { key: 'k' } } }] }],
  ['DynamoDB streams', { Records: [{ eventSource: 'aws:dynamodb', dynamodb: { Keys: {} } }] }],
  ['Kinesis', { Records: [{ eventSource: 'aws:kinesis', kinesis: { data: 'e30=' } }] }],
  ['Lambda@Edge', { Records: [{ cf: { request: { method: 'GET', uri: '/' } } }] }],
  [
    'EventBridge',
    { version: '0', id: '1', 'detail-type': 't', source: 's', detail: { httpMethod: 'GET', path: '/' } },
  ],
  [
    'EventBridge schedule',
    { version: '0', 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} },
  ],
  ['CloudWatch Logs', { awslogs: { data: 'H4sI' } }],
  ['Cognito trigger', { version: '1', triggerSource: 'PreSignUp_SignUp', request: {}, response: {} }],
  ['Step Functions', { orderId: 7 }],
  ['Bedrock agent', { messageVersion: '1.0', apiPath: '/orders', httpMethod: 'GET', parameters: [] }],
  ['TOKEN authorizer', { type: 'TOKEN', authorizationToken: 't', methodArn: 'arn' }],
  ['warmer', { warmer: true, concurrency: 3 }],
  ['serverless-plugin-warmup', { source: 'serverless-plugin-warmup' }],
  [
    'load balancer',
    { requestContext: elb, httpMethod: 'GET', path: '/', headers: { origin: UNLISTED }, body: '' },
  ],
  ['VPC Lattice 1.0', { raw_path: '/', method: 'GET', headers: {}, query_string_parameters: {} }],
  [
    'VPC Lattice 2.0',
    { version: '2.0', path: '/', method: 'GET', requestContext: { serviceNetworkArn: 'a' } },
  ],
  ['WebSocket', { requestContext: { connectionId: 'c', eventType: 'MESSAGE', routeKey: 'r' }, body: '{}' }],
  ['an empty object', {}],
  ['a list', [proxyEvent()]],
  ['a text', 'ping'],
  ['a number', 7],
  ['null', null],
  ['nothing', undefined],
];

describe.each(FOREIGN)('an event of %s', (_name, event) => {
  test('reaches the handler untouched, and the caller gets the untouched result', async () => {
    const before = JSON.stringify(event);
    const context = { awsRequestId: 'r' };
    const result = { batchItemFailures: [{ itemIdentifier: '1' }] };
    const handler = jest.fn(() => Promise.resolve(result));
    expect(await withCors(handler, { environment: unread })(event, context)).toBe(result);
    expect(handler.mock.calls).toEqual([[event, context]]);
    expect((handler.mock.calls as unknown[][])[0]?.[0]).toBe(event);
    expect(JSON.stringify(event)).toBe(before);
  });

  test('gives the caller the error of the handler itself, so that the service tries again', async () => {
    const error = new Error('the message must come again');
    const wrapped = withCors(
      () => {
        throw error;
      },
      { environment: unread },
    );
    await expect(wrapped(event, {})).rejects.toBe(error);
  });

  test('with a handler that only calls back is an error, and not a lost message', async () => {
    const handler = (_event: unknown, _context: unknown, callback: (error: null) => void): void => {
      callback(null);
    };
    await expect(withCors(handler, { environment: unread })(event, {})).rejects.toThrow(/Node.js 24/);
  });
});

describe('one mark is enough for a request of an API', () => {
  test.each<[event: unknown, isRequest: boolean]>([
    [{ httpMethod: 'GET', path: '/' }, true],
    [{ httpMethod: 'GET', requestContext: {} }, true],
    [{ httpMethod: 'GET' }, false],
    [{ path: '/' }, false],
    [{ httpMethod: 'GET', requestContext: [] }, false],
    [{ version: '2.0', rawPath: '/' }, true],
    [{ version: '2.0' }, false],
    [{ version: '1.0', rawPath: '/' }, false],
    [{ requestContext: { httpMethod: 'GET' } }, true],
    [{ requestContext: { http: null } }, true],
    [{ requestContext: { stage: 'prod' } }, false],
    [{ requestContext: { elb: {}, httpMethod: 'GET' }, httpMethod: 'GET', path: '/' }, false],
  ])('%j: %s', (event, isRequest) => {
    expect(isApiRequest(event)).toBe(isRequest);
  });
});

test.each<[event: unknown, source: string | undefined]>([
  [{ requestContext: elb }, 'an Application Load Balancer'],
  [{ requestContext: { connectionId: 'c' } }, 'a WebSocket API'],
  [{ raw_path: '/' }, 'VPC Lattice'],
  [{ version: '2.0', requestContext: { serviceNetworkArn: 'a' } }, 'VPC Lattice'],
  [{ requestContext: { stage: 'prod' } }, undefined],
  [{ Records: [] }, undefined],
  [null, undefined],
])('the service behind %j is %s', (event, source) => {
  expect(unjudgedSource(event)).toBe(source);
});

describe('a warning says once that nobody judges', () => {
  test.each([
    ['an Application Load Balancer', { requestContext: elb, httpMethod: 'GET', path: '/' }],
    ['VPC Lattice', { raw_path: '/', method: 'GET' }],
    ['a WebSocket API', { requestContext: { connectionId: 'c', eventType: 'CONNECT' } }],
  ])('events of %s', async (source, event) => {
    const wrapped = withCors(() => ({ statusCode: 200 }), { environment: environment() });
    await wrapped(event, {});
    await wrapped(event, {});
    expect(mockLines.filter((line) => line.includes(source) && line.includes('"WARN"'))).toHaveLength(1);
  });

  test('and not for events that no browser causes', async () => {
    const wrapped = withCors(() => undefined, { environment: environment() });
    await wrapped({ Records: [record] }, {});
    await wrapped({ warmer: true }, {});
    expect(mockLines).toEqual([]);
  });
});

describe('laws', () => {
  beforeAll(() => {
    setTestAllowlist({ entries: ['https://listed.example'] });
  });
  afterAll(clearTestAllowlist);

  const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

  test('whatever is not a request of an API is handed over as it is', async () => {
    await fc.assert(
      fc.asyncProperty(json, json, async (event, result) => {
        fc.pre(!isApiRequest(event));
        const wrapped = withCors(
          (given) => {
            expect(given).toBe(event);
            return result;
          },
          { environment: unread },
        );
        expect(await wrapped(event, {})).toBe(result);
      }),
    );
  });

  const UNLISTED_EVENTS: readonly Event[] = [proxyEvent, payload2Event].map((make) =>
    make({ headers: [['Origin', UNLISTED]] }),
  );

  test('a request of an unlisted origin does not reach the handler because one part of it is missing or broken', async () => {
    const edits = fc.constantFrom(...UNLISTED_EVENTS).chain((event) =>
      fc.record({
        event: fc.constant(event),
        // Without its headers a request has no Origin, and is not a request of a page.
        key: fc.constantFrom(...Object.keys(event).filter((name) => !/headers/i.test(name))),
        value: fc.option(json, { nil: undefined }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(edits, async ({ event, key, value }) => {
        fc.pre(!JSON.stringify([value]).includes('"elb"'));
        const edited: Record<string, unknown> = { ...event, [key]: value };
        if (value === undefined) Reflect.deleteProperty(edited, key);
        const handler = jest.fn(() => ({ statusCode: 200 }));
        const { statusCode } = await withCors(handler)(edited, {});
        expect(handler).not.toHaveBeenCalled();
        expect([400, 403, 503]).toContain(statusCode);
      }),
      { numRuns: 300 },
    );
  });
});
