import { identityValue, methodArn, requestEvent } from '../../../lambda/tokens/authorizer-event';
import { authorizerEvent, proxyEvent } from '../support/events';

const region = process.env['AWS_REGION'];

beforeEach(() => {
  process.env['AWS_REGION'] = 'eu-central-1';
});

afterAll(() => {
  if (region === undefined) delete process.env['AWS_REGION'];
  else process.env['AWS_REGION'] = region;
});

describe('the ARN of a request', () => {
  test.each([
    ['eu-central-1', 'arn:aws:execute-api:eu-central-1:'],
    ['cn-north-1', 'arn:aws-cn:execute-api:cn-north-1:'],
    ['us-gov-west-1', 'arn:aws-us-gov:execute-api:us-gov-west-1:'],
    ['xcn-', 'arn:aws:execute-api:xcn-:'],
    ['xus-gov-', 'arn:aws:execute-api:xus-gov-:'],
    [undefined, 'arn:aws:execute-api::'],
  ])('in the region %s begins with its partition', (name, start) => {
    if (name === undefined) delete process.env['AWS_REGION'];
    else process.env['AWS_REGION'] = name;
    expect(methodArn(proxyEvent({ path: '/x' }))).toBe(`${start}123456789012:a1b2c3d4e5/prod/GET/x`);
  });

  test('is that of the event where it has one', () => {
    expect(methodArn({ ...authorizerEvent(), methodArn: 'arn:as-sent' })).toBe('arn:as-sent');
  });

  test.each<[name: string, event: Readonly<Record<string, unknown>>]>([
    [
      'another type',
      { methodArn: 1, path: 2, httpMethod: [], requestContext: { accountId: 3, apiId: {}, stage: null } },
    ],
    ['nothing', {}],
  ])('of an event whose parts are %s has none of them', (_name, event) => {
    expect(methodArn(event)).toBe('arn:aws:execute-api:eu-central-1:://');
  });

  test.each<[path: string, resource: unknown, parameters: object | null, found: string]>([
    ['/admin/x', '/admin/{id}', { id: 'x' }, '/admin/x'],
    ['/v1/admin/x', '/admin/{id}', { id: 'x' }, '/admin/x'],
    ['/v1/admin/x/', '/admin/{id}', { id: 'x' }, '/admin/x/'],
    ['/a/b/admin', '/admin', null, '/admin'],
    ['/v1', '/', null, '/'],
    ['/v1/', '/', null, '/'],
    ['/', '/', null, '/'],
    ['/a%2Fb', '/{id}', { id: 'a/b' }, '/a%2Fb'],
    ['/v1/admin/x', '/{proxy+}', { proxy: 'admin/x' }, '/admin/x'],
    ['/admin/x', '/{proxy+}', { proxy: 'admin/x' }, '/admin/x'],
    ['/v1/admin/x%2Fy', '/{proxy+}', { proxy: 'admin/x/y' }, '/admin/x%2Fy'],
    ['/v1/admin/x%2Fy', '/{proxy+}', { proxy: 'admin/x%2Fy' }, '/admin/x%2Fy'],
    ['/v1/admin/x%25252fy', '/{proxy+}', { proxy: 'admin/x%252fy' }, '/admin/x%25252fy'],
    ['/a%2Fb/public/c', '/{tenant}/{proxy+}', { tenant: 'a/b', proxy: 'public/c' }, '/a%2Fb/public/c'],
    ['/v1/a%2Fb/public/c', '/{tenant}/{proxy+}', { tenant: 'a/b', proxy: 'public/c' }, '/a%2Fb/public/c'],
    ['/v1/admin', '/{proxy+}', null, '/v1/admin'],
    // A resource that is no path.
    ['/v1/admin', undefined, null, '/v1/admin'],
    ['/v1/admin', 7, null, '/v1/admin'],
    ['/v1/admin', '$default', null, '/v1/admin'],
    // As many segments as the resource, or fewer: nothing comes before them.
    ['//admin//x', '/admin/{id}', { id: 'x' }, '//admin//x'],
    ['/a/b/c', '/w/x/y/z', null, '/a/b/c'],
    // Literals that look like a variable for the rest.
    ['/v1/a/b', '/x{proxy+}', { proxy: 'a/b' }, '/b'],
    ['/v1/a/b', '/{proxy+}x', { proxy: 'a/b' }, '/b'],
    // The value with slashes at its ends, or empty.
    ['/v1//a', '/{proxy+}', { proxy: '//a' }, '/a'],
    ['/v1/a//', '/{proxy+}', { proxy: 'a//' }, '/a/'],
    ['/v1', '/{proxy+}', { proxy: '' }, '/'],
    ['/v1/a', '/{proxy+}', { proxy: 7 }, '/v1/a'],
    // Encoded slashes beside slashes and beside each other.
    ['/admin/x%2F%2Fy', '/{proxy+}', { proxy: 'admin/x//y' }, '/admin/x%2F%2Fy'],
    ['/v1/admin/x%2F%2Fy', '/{proxy+}', { proxy: 'admin/x//y' }, '/admin/x%2F%2Fy'],
    ['/v1/admin/x%2F%2fy', '/{proxy+}', { proxy: 'admin/x%2F%2fy' }, '/admin/x%2F%2fy'],
    ['/admin/%2F', '/{proxy+}', { proxy: 'admin//' }, '/admin/%2F'],
    ['/admin/%2F', '/{proxy+}', { proxy: 'admin/%2F' }, '/admin/%2F'],
    ['/v1/admin/%252F', '/{proxy+}', { proxy: 'admin/%2F' }, '/admin/%252F'],
    ['/v1/%2Fadmin', '/{proxy+}', { proxy: '/admin' }, '/%2Fadmin'],
    ['/v1/%2F', '/{proxy+}', { proxy: '/' }, '/%2F'],
  ])('of %s at %s with %j', (path, resource, pathParameters, found) => {
    const arn = methodArn({ ...proxyEvent({ path }), resource, pathParameters });
    expect(arn.slice(arn.indexOf('/prod/GET') + '/prod/GET'.length)).toBe(found);
  });
});

describe('the value of an identity source', () => {
  const event = {
    headers: { 'X-Key': 'of a header', Empty: '' },
    queryStringParameters: { key: 'of the query' },
    stageVariables: { key: 'of the stage' },
    requestContext: { accountId: '1', identity: { sourceIp: '192.0.2.1', number: 7, none: null } },
  };
  test.each<[source: string, value: string | undefined]>([
    ['method.request.header.x-key', 'of a header'],
    ['method.request.header.Empty', undefined],
    ['method.request.header.X', undefined],
    ['method.request.querystring.key', 'of the query'],
    ['method.request.querystring.Key', undefined],
    ['stageVariables.key', 'of the stage'],
    ['context.accountId', '1'],
    ['context.identity.sourceIp', '192.0.2.1'],
    ['context.identity.number', undefined],
    ['context.identity.none', undefined],
    ['context.identity', undefined],
    ['context.constructor.name', undefined],
    ['method.request.body.key', undefined],
    ['xcontext.accountId', undefined],
    ['accountId', undefined],
    ['', undefined],
  ])('%j is %j', (source, value) => {
    expect(identityValue(source, event)).toBe(value);
  });
});

test('the event for an authorizer has an empty map for each that is absent', () => {
  const { type, methodArn: arn, requestContext, ...rest } = requestEvent({ body: 'secret', resource: '/x' });
  expect({ type, arn, requestContext }).toEqual({
    type: 'REQUEST',
    arn: 'arn:aws:execute-api:eu-central-1:://',
    requestContext: {},
  });
  expect(rest).toEqual({
    resource: '/x',
    headers: {},
    multiValueHeaders: {},
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    pathParameters: {},
    stageVariables: {},
  });
});
