import { gzipSync } from 'node:zlib';
import { sharing } from './support/expect';
import { startStand, type Attack, type Stand } from './support/stand';

/*
 * Row 6: client secrets that are not seen. Row 2: work that is not linear in a body. The endpoint blocks client secrets, so
 * one that is seen is answered with 400, and the issuer behind it never hears of it.
 */

const PAGE = 'https://page.example';
const FORM = 'application/x-www-form-urlencoded';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
  await stand.putEntry(PAGE);
  const settings = await stand.admin({ path: '/settings' });
  const headers = [['If-Match', settings.header('ETag') ?? '']] as const;
  await stand.admin({
    method: 'PUT',
    path: '/settings',
    headers,
    json: { enableCorsForOAuthEndpoints: true },
  });
}, 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

const tokenCall = (
  body: string | Buffer,
  type?: string,
  more: Attack['headers'] = [],
  query = '',
): Attack => ({
  method: 'POST',
  path: `/token${query}`,
  headers: [['Origin', PAGE], ...(type === undefined ? [] : [['Content-Type', type] as const]), ...more],
  body,
});

const basic = (value: string): Attack =>
  tokenCall('grant_type=refresh_token', FORM, [['Authorization', value]]);

const multipart = (name: string): string =>
  ['--b', `Content-Disposition: form-data; name="${name}"`, '', 's3cr3t', '--b--', ''].join('\r\n');

describe('row 6: a client secret is seen in whatever form servers take it', () => {
  test.each<[name: string, attack: Attack]>([
    ['a form', tokenCall('client_id=a&client_secret=s3cr3t', FORM)],
    ['a form with parameters of its type', tokenCall('client_secret=s3cr3t', `${FORM}; charset=utf-8`)],
    ['a form of another letter case', tokenCall('Client_Secret=s3cr3t', FORM)],
    ['a name with a dot', tokenCall('client.secret=s3cr3t', FORM)],
    ['a name of an array', tokenCall('client_secret[]=s3cr3t', FORM)],
    ['a name of an escaped array', tokenCall('client_secret%5B0%5D=s3cr3t', FORM)],
    ['an escaped name', tokenCall('client%5Fsecret=s3cr3t', FORM)],
    ['a semicolon as separator', tokenCall('a=1;client_secret=s3cr3t', FORM)],
    ['the second of two values', tokenCall('client_secret=&client_secret=s3cr3t', FORM)],
    ['multipart', tokenCall(multipart('client_secret'), 'multipart/form-data; boundary=b')],
    [
      'multipart in another letter case',
      tokenCall(multipart('Client_Secret'), 'Multipart/Form-Data; boundary="b"'),
    ],
    [
      'multipart with an encoded word',
      tokenCall(multipart('=?utf-8?Q?client=5Fsecret?='), 'multipart/form-data; boundary=b'),
    ],
    ['JSON', tokenCall('{"client_secret":"s3cr3t"}', 'application/json')],
    ['JSON of another type', tokenCall('{"client_secret":"s3cr3t"}', 'application/vnd.api+json')],
    ['JSON with an escaped name', tokenCall('{"client\\u005fsecret":"s3cr3t"}', 'application/json')],
    ['a form without a type', tokenCall('client_secret=s3cr3t')],
    ['a form of another type', tokenCall('client_secret=s3cr3t', 'text/plain')],
    ['gzip', tokenCall(gzipSync('client_secret=s3cr3t'), FORM, [['Content-Encoding', 'gzip']])],
    ['the query', tokenCall('a=1', FORM, [], '?client_secret=s3cr3t')],
    ['the query in another letter case', tokenCall('a=1', FORM, [], '?CLIENT_SECRET=s3cr3t')],
    ['Basic', basic('Basic YTpi')],
    ['Basic of another letter case', basic('bAsIc YTpi')],
    ['Basic with a space inside', basic('Basic YT pi')],
    ['Basic with a tab inside', basic('Basic YT\tpi')],
    ['Basic without padding', basic('Basic YTpiYw')],
    ['Basic in the alphabet of URLs', basic('Basic Pz86Pz8_')],
    ['a body of more than 64 kB', tokenCall(`${'a=1&'.repeat(20_000)}client_secret=s3cr3t`, FORM)],
  ])('%s', async (_name, attack) => {
    const response = await stand.attack(attack);
    expect([response.status, response.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_request' }),
    ]);
    expect(response.header('Access-Control-Allow-Origin')).toBe(PAGE);
    expect(stand.recording.requests).toEqual([]);
  });

  test.each<[name: string, attack: Attack]>([
    ['no secret', tokenCall('client_id=a&code=client_secret', FORM)],
    ['an empty secret', tokenCall('client_id=a&client_secret=', FORM)],
    ['a longer name', tokenCall('x_client_secret_hint=a', FORM)],
    ['Basic without a password', basic('Basic YTo=')],
    ['a bearer token', basic('Bearer YTpi')],
  ])('%s goes on to the issuer', async (_name, attack) => {
    const response = await stand.attack(attack);
    expect([response.status, response.header('Access-Control-Allow-Origin')]).toEqual([200, PAGE]);
    // The first call reads the issuer's metadata too.
    const calls = stand.recording.requests.filter(({ method }) => method === 'POST');
    expect(calls).toHaveLength(1);
  });

  test('a stranger gets the same refusal with a secret and without one', async () => {
    for (const body of ['client_secret=s3cr3t', 'a=1']) {
      const response = await stand.attack({
        method: 'POST',
        path: '/token',
        headers: [
          ['Origin', 'https://stranger.example'],
          ['Content-Type', FORM],
        ],
        body,
      });
      expect([response.status, sharing(response)]).toEqual([403, []]);
    }
    expect(stand.recording.requests).toEqual([]);
  });
});

describe('row 10: what configuration says in the query of the issuer is said once', () => {
  test.each(['p=evil', 'p=a&p=b', 'P=evil', '%70=evil', 'p[]=evil', 'x=1&p=', 'p'])('?%s', async (query) => {
    const response = await stand.attack(tokenCall('a=1', FORM, [], `?${query}`));
    expect(response.status).toBe(200);
    const [, sent = ''] = stand.recording.requests.at(-1)!.target.split('?');
    expect(new URLSearchParams(sent).getAll('p')).toEqual(['policy']);
  });
});

const MEGABYTE = 1_000_000;

describe('row 2: a body of a megabyte is judged within the time-out of the function', () => {
  test.each(['a&', 'a=b&', '%41', '%', '&', '=', ';', '[', '{"a":', '\r\n--b', 'a=%', '+', '\u00e9'])(
    'of %j',
    async (unit) => {
      const body = unit.repeat(MEGABYTE / Buffer.byteLength(unit));
      for (const type of [FORM, 'application/json', 'multipart/form-data; boundary=b']) {
        const response = await stand.attack(tokenCall(body, type));
        expect([200, 400]).toContain(response.status);
      }
    },
    60_000,
  );
});
