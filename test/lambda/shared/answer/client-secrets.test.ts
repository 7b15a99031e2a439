import { gzipSync } from 'node:zlib';
import type { ClientSecrets } from '../../../../lib/contract';
import { refuseClientSecret } from '../../../../lambda/shared/answer/client-secrets';
import { judgeCall } from '../../../../lambda/shared/verdict/judge-call';
import type { ProxyResult } from '../../../../lambda/shared/answer/problem-response';
import { readApiCall } from '../../../../lambda/shared/event/api-call';
import { judgingOf, environment, LISTED, OWN_ORIGIN, TOKEN, UNLISTED } from '../../support/judging';
import { OWN_HOST, proxyEvent, type Asked } from '../../support/events';

const mockLines: string[] = [];
jest.mock('../../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

const FORM = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
const basic = (text: string): readonly [string, string] => [
  'Authorization',
  `Basic ${Buffer.from(text).toString('base64')}`,
];

interface Seen {
  readonly answer: ProxyResult | undefined;
  readonly reported: boolean;
}

async function watched(
  asked: Asked,
  origin: string | undefined,
  clientSecrets: ClientSecrets = 'block',
  enforcement: 'enforce' | 'report' = 'enforce',
): Promise<Seen> {
  mockLines.length = 0;
  const judging = judgingOf(environment({ enforcement }));
  const headers = [...(origin === undefined ? [] : [['Origin', origin] as const]), ...(asked.headers ?? [])];
  const event = proxyEvent({ method: 'POST', path: TOKEN, ...asked, headers });
  const call = readApiCall(event, judging.policy, Date.now());
  const verdict = await judgeCall(judging, call, 'responder');
  const answer = refuseClientSecret({ clientSecrets, log: judging.log }, call, verdict);
  return { answer, reported: mockLines.some((line) => line.includes('"ClientSecretSeen":1')) };
}

const SECRET: Asked = { headers: [FORM], body: 'grant_type=authorization_code&client_secret=s' };

/** The finding: blocked as a secret, blocked because it is unread, or let through. */
type Found = 'carried' | 'unread' | 'none';
const EXPECTED: Readonly<Record<Found, readonly [status: number | undefined, reported: boolean]>> = {
  carried: [400, true],
  unread: [400, false],
  none: [undefined, false],
};

const inBase64 = (body: string | Buffer): Asked => ({
  body: Buffer.from(body).toString('base64'),
  base64: true,
});
const typed = (type: string): readonly [string, string] => ['Content-Type', type];
const PLAIN = 'grant_type=refresh_token&client_id=a';
const SECRET_BODY = `${PLAIN}&client_secret=s`;
const padded = (length: number): string => `${PLAIN}&x=`.padEnd(length, 'x');

const CASES: readonly [name: string, asked: Asked, found: Found][] = [
  ['form body', SECRET, 'carried'],
  ['form body in base64', { ...SECRET, ...inBase64(SECRET_BODY) }, 'carried'],
  ['form body, empty secret', { headers: [FORM], body: 'client_secret=' }, 'none'],
  ['form body, the second of two', { headers: [FORM], body: 'client_secret=&client_secret=s' }, 'carried'],
  ['form body, escaped name', { headers: [FORM], body: 'client%5Fsecret=s' }, 'carried'],
  ['form body, other letter case', { headers: [FORM], body: 'Client_Secret=s' }, 'carried'],
  ['form body, a dot', { headers: [FORM], body: 'client.secret=s' }, 'carried'],
  ['form body, a list', { headers: [FORM], body: 'client_secret[]=s' }, 'carried'],
  ['form body, semicolons', { headers: [FORM], body: 'client_id=a;client_secret=s' }, 'carried'],
  ['JSON body', { headers: [typed('application/json')], body: '{"client_secret":"s"}' }, 'carried'],
  ['JSON body without one', { headers: [typed('application/json')], body: '{"client_id":"a"}' }, 'none'],
  [
    'JSON body in UTF-16',
    {
      headers: [typed('application/json')],
      ...inBase64(Buffer.from('\ufeff{"client_secret":"s"}', 'utf16le')),
    },
    'carried',
  ],
  [
    'multipart body',
    {
      headers: [typed('multipart/form-data; boundary=b')],
      body: '--b\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\ns\r\n--b--\r\n',
    },
    'carried',
  ],
  ['text body', { headers: [typed('text/plain')], body: 'client_secret=s' }, 'carried'],
  ['text body without one', { headers: [typed('text/plain')], body: PLAIN }, 'unread'],
  ['body without a type', { body: PLAIN }, 'unread'],
  ['body of two types', { headers: [FORM, typed('text/plain')], body: PLAIN }, 'unread'],
  [
    'body in gzip',
    { headers: [FORM, ['Content-Encoding', 'gzip']], ...inBase64(gzipSync(SECRET_BODY)) },
    'unread',
  ],
  ['body that is not compressed', { headers: [FORM, ['Content-Encoding', 'identity']], body: PLAIN }, 'none'],
  ['body of 64 kB', { headers: [FORM], body: padded(65_536) }, 'none'],
  ['body of 64 kB in base64', { headers: [FORM], ...inBase64(padded(65_536)) }, 'none'],
  ['body of a byte more', { headers: [FORM], body: padded(65_537) }, 'unread'],
  ['body of a byte more in base64', { headers: [FORM], ...inBase64(padded(65_537)) }, 'unread'],
  ['body of 64 k letters of two bytes', { headers: [FORM], body: `x=${'\u00fc'.repeat(65_530)}` }, 'unread'],
  [
    'body of 1 MB, a secret at its start',
    { headers: [FORM], body: `client_secret=${padded(1_000_000)}` },
    'carried',
  ],
  [
    'body of 1 MB, a secret at its end',
    { headers: [FORM], body: `${padded(1_000_000)}&client_secret=s` },
    'unread',
  ],
  ['no body', { headers: [FORM] }, 'none'],
  ['no body, of another type', { headers: [typed('text/plain')] }, 'none'],
  ['an empty body of another type', { headers: [typed('text/plain')], body: '' }, 'none'],
  ['query', { query: [['client_secret', 's']] }, 'carried'],
  ['query, another spelling', { query: [['Client.Secret[]', 's']] }, 'carried'],
  ['query, empty', { query: [['client_secret', '']] }, 'none'],
  ['Basic with a password', { headers: [basic('id:s')] }, 'carried'],
  ['Basic with a space inside', { headers: [['Authorization', 'Basic aWQ 6cw==']] }, 'carried'],
  ['Basic in the second of two headers', { headers: [['Authorization', 'x'], basic('id:s')] }, 'carried'],
  ['Basic without a password', { headers: [basic('id:')] }, 'none'],
  ['a bearer token', { headers: [['Authorization', 'Bearer abc']] }, 'none'],
];

describe('with block, a call is refused for a secret, and for a body that cannot be read', () => {
  test.each(CASES)('%s', async (_name, asked, found) => {
    const { answer, reported } = await watched(asked, LISTED);
    expect([answer?.statusCode, reported]).toEqual(EXPECTED[found]);
  });
});

describe('with report, a call goes on, and a secret that is seen is reported', () => {
  test.each(CASES)('%s', async (_name, asked, found) => {
    expect(await watched(asked, LISTED, 'report')).toEqual({
      answer: undefined,
      reported: found === 'carried',
    });
  });
});

test.each<[name: string, asked: Asked, description: RegExp]>([
  ['a secret', SECRET, /client secret was sent from a browser/],
  ['an unread body', { body: PLAIN }, /body cannot be read/],
])('the page can read the error: %s', async (_name, asked, description) => {
  const { answer } = await watched(asked, LISTED);
  expect(answer?.headers).toMatchObject({
    'Access-Control-Allow-Origin': LISTED,
    Vary: 'Origin',
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json',
  });
  expect(JSON.parse(answer!.body)).toEqual({
    error: 'invalid_request',
    error_description: expect.stringMatching(description) as string,
  });
});

describe('which calls are looked at', () => {
  const own = `https://${OWN_HOST}`;
  test.each<[name: string, path: string, origin: string | undefined, seen: boolean]>([
    ['token', TOKEN, LISTED, true],
    ['revoke', '/services/oauth2/revoke', LISTED, true],
    ['introspect', '/services/oauth2/introspect', LISTED, true],
    ['userinfo takes none', '/services/oauth2/userinfo', LISTED, false],
    ['an endpoint without a role', '/services/data', LISTED, false],
    ['no origin: a server', TOKEN, undefined, false],
    ['the own origin', TOKEN, own, false],
    ['a public token endpoint', '/open/token', UNLISTED, true],
    ['a public token endpoint, own origin', '/open/token', own, false],
  ])('%s', async (_name, path, origin, seen) => {
    const { answer, reported } = await watched({ ...SECRET, path }, origin);
    expect([answer?.statusCode, reported]).toEqual(seen ? [400, true] : [undefined, false]);
  });

  test('what the browser calls same-origin', async () => {
    const asked: Asked = { ...SECRET, headers: [FORM, ['Sec-Fetch-Site', 'same-origin']] };
    expect(await watched(asked, 'null')).toEqual({ answer: undefined, reported: false });
    expect(await watched({ ...asked, path: '/open/token' }, OWN_ORIGIN)).toEqual({
      answer: undefined,
      reported: false,
    });
  });
});

test('a form of another site that navigates there is reported: its page published the secret all the same', async () => {
  const asked: Asked = { ...SECRET, path: '/page/token', headers: [FORM, ['Sec-Fetch-Mode', 'navigate']] };
  expect(await watched(asked, UNLISTED)).toEqual({ answer: undefined, reported: true });
});

test('reported and passed on, unless they are blocked', async () => {
  expect(await watched(SECRET, LISTED, 'report')).toEqual({ answer: undefined, reported: true });
});

test('an unread body is let through where no page could read the answer', async () => {
  const unread: Asked = { body: PLAIN };
  expect(await watched(unread, UNLISTED, 'block', 'report')).toEqual({ answer: undefined, reported: false });
  expect(await watched(unread, undefined)).toEqual({ answer: undefined, reported: false });
});

test('a refusal for an unread body is in the log, without the body', async () => {
  await watched({ body: PLAIN }, LISTED);
  const line = mockLines.find((one) => one.includes('a client secret cannot be ruled out'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ endpoint: TOKEN, origin: LISTED });
  expect(mockLines.join('')).not.toContain('refresh_token');
});

test('what report mode let pass is reported, and not answered: no page could read it', async () => {
  expect(await watched(SECRET, UNLISTED, 'block', 'report')).toEqual({ answer: undefined, reported: true });
});
