import { MalformedEventError, readEventParts } from '../../../../lambda/shared/event/event-parts';
import { payload2Event, proxyEvent, type Event } from '../../support/events';

/** The parts with all headers, which are read when they are asked for. */
function partsOf(event: unknown): object {
  const { headers, ...parts } = readEventParts(event);
  return { ...parts, headers: headers.list };
}

/** An error names what was found, so that a log line says which part of an event was wrong. */
const context = (event: Event, more: object): Event => ({
  ...event,
  requestContext: { ...event.requestContext, ...more },
});

function errorOf(event: unknown): unknown {
  try {
    partsOf(event);
    return undefined;
  } catch (error) {
    return error;
  }
}

const v1 = proxyEvent();
const v2 = payload2Event();

test.each<[message: string, event: unknown]>([
  ['there is no event', undefined],
  ['there is no event', null],
  ['event is not a map', 'text'],
  ['event is not a map', []],
  ['requestContext is not a map', { ...v1, requestContext: 'x' }],
  ['httpMethod is missing', { ...v1, httpMethod: '' }],
  ['httpMethod is not text', { ...v1, httpMethod: 1 }],
  ['path is missing', { ...v1, path: null }],
  ['path is not text', { ...v1, path: ['/'] }],
  ['requestContext.path is not text', context(v1, { path: 1 })],
  ['identity is not a map', context(v1, { identity: 1 })],
  ['sourceIp is not text', context(v1, { identity: { sourceIp: 1 } })],
  ['multiValueHeaders is not a map', { ...v1, multiValueHeaders: [] }],
  ['headers is not a map', { ...v1, headers: 'x' }],
  ['multiValueQueryStringParameters is not a map', { ...v1, multiValueQueryStringParameters: 1 }],
  ['queryStringParameters is not a map', { ...v1, queryStringParameters: 1 }],
  ['X-One is not text', { ...v1, multiValueHeaders: { 'X-One': [1] } }],
  ['body is not text', { ...v1, body: {} }],
  ['domainName is not text', context(v1, { domainName: 1 })],
  ['apiId is not text', context(v1, { apiId: 1 })],
  ['stage is not text', context(v1, { stage: 1 })],
  ['requestContext.requestId is not text', context(v1, { requestId: 1 })],
  ['requestContext.extendedRequestId is not text', context(v1, { extendedRequestId: 1 })],
  ['requestContext is not a map', { ...v2, requestContext: [] }],
  ['requestContext.http is not a map', context(v2, { http: 'GET' })],
  ['requestContext.http.method is missing', context(v2, { http: {} })],
  ['rawPath is missing', { ...v2, rawPath: undefined }],
  ['rawQueryString is not text', { ...v2, rawQueryString: {} }],
  ['cookies is not text', { ...v2, cookies: [1] }],
  ['headers is not a map', { ...v2, headers: [] }],
  ['sourceIp is not text', context(v2, { http: { method: 'GET', sourceIp: 1 } })],
])('%s', (message, event) => {
  const error = errorOf(event);
  expect(error).toBeInstanceOf(MalformedEventError);
  expect(error).toMatchObject({ name: 'MalformedEventError', message });
});

describe('what is left out', () => {
  test('an event of payload 1.0 with nothing but a method and a path', () => {
    expect(partsOf({ httpMethod: 'GET', path: '/' })).toEqual({
      method: 'GET',
      path: '/',
      fullPath: undefined,
      headers: [],
      query: [],
      body: undefined,
      sourceIp: undefined,
      domainName: undefined,
      apiId: undefined,
      stage: undefined,
      requestId: '',
      extendedRequestId: undefined,
    });
  });

  test('an event of payload 2.0 with nothing but a method and a path', () => {
    const requestContext = { http: { method: 'GET' } };
    const bare = { version: '2.0', rawPath: '/x', requestContext };
    expect(partsOf(bare)).toMatchObject({ path: '/x', headers: [], query: [], requestId: '' });
    expect(partsOf({ ...bare, cookies: null })).toMatchObject({ headers: [] });
    expect(partsOf({ ...bare, cookies: [] })).toMatchObject({ headers: [] });
    expect(partsOf({ ...bare, cookies: ['a=1', 'b=2'] })).toMatchObject({
      headers: [['cookie', 'a=1; b=2']],
    });
    expect(partsOf({ ...bare, cookies: [null] })).toMatchObject({ headers: [['cookie', '']] });
  });

  test('a header without a value is empty', () => {
    expect(partsOf({ ...v1, multiValueHeaders: { A: [null, 'b'] }, headers: null })).toMatchObject({
      headers: [
        ['A', ''],
        ['A', 'b'],
      ],
    });
  });

  test('of two maps a name counts once, in any letter case; a name of the query by letter', () => {
    const headers = { multiValueHeaders: { 'X-A': ['1', '2'] }, headers: { 'x-a': '2', 'X-B': '3' } };
    const query = {
      multiValueQueryStringParameters: { a: ['1', '2'] },
      queryStringParameters: { a: '2', A: '3' },
    };
    expect(partsOf({ ...v1, ...headers, ...query })).toMatchObject({
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
        ['X-B', '3'],
      ],
      query: [
        ['a', '1'],
        ['a', '2'],
        ['A', '3'],
      ],
    });
  });
});

describe('the stage in the path of payload 2.0', () => {
  const at = (rawPath: string, more: object): unknown =>
    readEventParts({ ...context(v2, more), rawPath }).path;
  const OWN = 'abc.execute-api.eu-west-1.amazonaws.com';

  test.each<[rawPath: string, place: object, path: string]>([
    ['/prod/x', { domainName: OWN, apiId: 'abc', stage: 'prod' }, '/x'],
    ['/prod', { domainName: OWN, apiId: 'abc', stage: 'prod' }, '/'],
    ['/production', { domainName: OWN, apiId: 'abc', stage: 'prod' }, '/production'],
    ['/prod/x', { domainName: undefined, apiId: 'abc', stage: 'prod' }, '/x'],
    ['/prod/x', { domainName: OWN, apiId: 'other', stage: 'prod' }, '/prod/x'],
    ['/prod/x', { domainName: 'undefined.execute-api.x', apiId: undefined, stage: 'prod' }, '/prod/x'],
    ['/prod/x', { domainName: 'api.example.com', apiId: 'abc', stage: 'prod' }, '/prod/x'],
    ['/$default/x', { domainName: OWN, apiId: 'abc', stage: '$default' }, '/$default/x'],
    ['//x', { domainName: OWN, apiId: 'abc', stage: undefined }, '//x'],
  ])('%s of %j is %s', (rawPath, place, path) => {
    expect(at(rawPath, place)).toBe(path);
  });
});
