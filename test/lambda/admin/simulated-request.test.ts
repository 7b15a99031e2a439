import { simulatedRequest, simulationErrors } from '../../../lambda/admin/simulator/simulated-request';
import type { SimulatedGateway } from '../../../lambda/admin/simulator/simulated-target';
import { MAX_HEADERS } from '../../../lambda/admin/limits';
import { compilePolicy } from '../../../lib/core';
import { examplePolicy } from './support/example-policy';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const OWN = 'https://api123.execute-api.eu-west-1.amazonaws.com';
const policy = compilePolicy(examplePolicy);
const gateway: SimulatedGateway = { policy, apiId: 'api123', stage: 'prod' };
const unknown: SimulatedGateway = { policy, apiId: undefined, stage: undefined };

const question = (url: string, headers?: Record<string, string>) => ({
  origin: 'https://app.example',
  url,
  method: 'GET',
  ...(headers === undefined ? {} : { headers }),
});
const pathOf = (url: string, of = gateway): string => simulatedRequest(question(url), of, NOW).path;

test.each([
  ['https://x.example', '/'],
  ['https://x.example/', '/'],
  ['https://x.example?a=/b', '/'],
  ['https://x.example#/b', '/'],
  ['https://x.example/a/../b?c#d', '/a/../b'],
  ['https://x.example/a#b?c', '/a'],
  ['https://x.example:8443/a', '/a'],
  ['https://x.example/a://b', '/a://b'],
  [`${OWN}/prod`, '/'],
  [`${OWN}/prod/`, '/'],
  [`${OWN}/prod/a/prod`, '/a/prod'],
  [`${OWN}:443/prod/a`, '/a'],
  [`${OWN.toUpperCase().replace('HTTPS', 'https')}/prod/a`, '/a'],
  ['https://x.example/prod/a', '/prod/a'],
])('the path of %s is %s', (url, path) => {
  expect(pathOf(url)).toBe(path);
});

test.each([[unknown], [{ ...gateway, apiId: undefined }], [{ ...gateway, stage: undefined }]])(
  'without an API or a stage nothing is taken off',
  (of) => {
    expect(pathOf(`${OWN}/prod/a`, of)).toBe('/prod/a');
    expect(simulationErrors(question(`${OWN}/dev/a`), of)).toEqual([]);
  },
);

test.each([
  ['https://community.example.com', 'experience-cloud-site'],
  ['https://community.example.com/x', 'experience-cloud-site'],
  ['https://community.example.com?x', 'experience-cloud-site'],
  ['https://community.example.com:8443/x', 'experience-cloud-site'],
  ['https://COMMUNITY.example.com:8/x', 'experience-cloud-site'],
  ['https://api.example.com/v1/x', 'api'],
  ['https://other.example.com/x', undefined],
  ['https://other.example.com/https://api.example.com', undefined],
])('the host of %s is of the kind %s', (url, kind) => {
  expect(simulatedRequest(question(url), gateway, NOW).hostKind).toBe(kind);
});

test('the headers count in any case, and the origin is a list of one or none', () => {
  const asked = question('https://login.example.com/services/data', {
    'SEC-FETCH-MODE': 'cors',
    'Sec-Fetch-Site': 'cross-site',
    'sec-fetch-dest': 'empty',
    'Access-Control-Request-Method': 'PUT',
    'access-control-request-headers': 'x-a, x-b',
  });
  const request = {
    method: 'GET',
    path: '/services/data',
    origins: ['https://app.example'],
    secFetchMode: 'cors',
    secFetchSite: 'cross-site',
    secFetchDest: 'empty',
    requestedMethod: 'PUT',
    requestedHeaders: 'x-a, x-b',
    now: NOW,
  };
  expect(simulatedRequest(asked, gateway, NOW)).toMatchObject(request);
  expect(simulatedRequest({ ...asked, origin: null }, gateway, NOW).origins).toEqual([]);
  const { secFetchMode } = simulatedRequest(question('https://x.example'), gateway, NOW);
  expect(secFetchMode).toBeUndefined();
});

const STAGE = "On the API's own host the path begins with the stage, /prod.";
const badUrl = [{ pointer: '/url', code: 'bad_url', message: STAGE }];
const badHeader = (name: string, code: string, message: string) => [
  { pointer: `/headers/${name}`, code, message },
];
const TWICE = 'The field is there more than once.';

test.each<[string, unknown, readonly object[]]>([
  ['no object', 7, []],
  ['null', null, []],
  ['nothing', {}, []],
  ['a URL of another type', { url: 1 }, []],
  ['the stage', { url: `${OWN}/prod/x` }, []],
  ['another stage', { url: `${OWN}/dev/x` }, badUrl],
  ['a stage that begins like it', { url: `${OWN}/production` }, badUrl],
  ['no stage', { url: OWN }, badUrl],
  ['headers of another type', { headers: 1 }, []],
  ['no headers', { headers: null }, []],
  ['a header', { headers: { 'X-A': '1', 'x-b': '2' } }, []],
  [
    'a name that is none',
    { headers: { 'a b': '' } },
    badHeader('a b', 'bad_format', 'The name of a header is a token.'),
  ],
  [
    'the origin',
    { headers: { oRigin: '' } },
    badHeader('oRigin', 'bad_value', 'Give it in the field origin.'),
  ],
  ['a name twice', { headers: { 'X-A': '', 'x-a': '' } }, badHeader('x-a', 'duplicate_field', TWICE)],
  [
    'both faults',
    { url: OWN, headers: { 'X-A': '', 'x-a': '' } },
    [...badHeader('x-a', 'duplicate_field', TWICE), ...badUrl],
  ],
])('the errors of a question with %s', (_, input, errors) => {
  expect(simulationErrors(input, gateway)).toEqual(errors);
});

test.each([
  [MAX_HEADERS, []],
  [MAX_HEADERS + 1, [{ pointer: '/headers', code: 'too_many', message: `At most ${String(MAX_HEADERS)}.` }]],
])('a question of %i headers', (count, errors) => {
  const headers = Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${String(index)}`, '']));
  expect(simulationErrors({ headers }, gateway)).toEqual(errors);
});
