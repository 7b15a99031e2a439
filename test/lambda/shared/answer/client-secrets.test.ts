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

describe('where a secret can be', () => {
  test.each<[name: string, asked: Asked, carries: boolean]>([
    ['form body', SECRET, true],
    [
      'form body in base64',
      { ...SECRET, body: Buffer.from(SECRET.body!).toString('base64'), base64: true },
      true,
    ],
    ['form body, empty', { headers: [FORM], body: 'client_secret=' }, false],
    ['form body, the second of two', { headers: [FORM], body: 'client_secret=&client_secret=s' }, true],
    ['form body, percent-encoded name', { headers: [FORM], body: 'client%5Fsecret=s' }, true],
    ['another type', { headers: [['Content-Type', 'application/json']], body: 'client_secret=s' }, false],
    ['no body', { headers: [FORM] }, false],
    ['query', { query: [['client_secret', 's']] }, true],
    ['query, empty', { query: [['client_secret', '']] }, false],
    ['Basic with a password', { headers: [basic('id:s')] }, true],
    ['Basic without one', { headers: [basic('id:')] }, false],
    ['a bearer token', { headers: [['Authorization', 'Bearer abc']] }, false],
  ])('%s', async (_name, asked, carries) => {
    const { answer, reported } = await watched(asked, LISTED);
    expect([answer?.statusCode, reported]).toEqual(carries ? [400, true] : [undefined, false]);
  });
});

test('the page can read the error', async () => {
  const { answer } = await watched(SECRET, LISTED);
  expect(answer?.headers).toMatchObject({
    'Access-Control-Allow-Origin': LISTED,
    Vary: 'Origin',
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json',
  });
  expect(JSON.parse(answer!.body)).toMatchObject({ error: 'invalid_request' });
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

test('what report mode let pass is reported, and not answered: no page could read it', async () => {
  expect(await watched(SECRET, UNLISTED, 'block', 'report')).toEqual({ answer: undefined, reported: true });
});
