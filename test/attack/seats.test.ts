import { proxyEvent, authorizerEvent } from '../lambda/support/events';
import { expectRefused, sharing } from './support/expect';
import { startStand, type Stand } from './support/stand';

/*
 * Row 9: no-cors requests of foreign pages. Row 15: events that are no requests. And what holds of every
 * refusal.
 */

const PAGE = 'https://page.example';
const STRANGER = 'https://stranger.example';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
  await stand.putEntry(PAGE);
}, 60_000);
afterAll(() => stand.stop());
beforeEach(() => {
  stand.recording.reset();
});

describe('row 9: what SECURITY.md says of a page that is not listed', () => {
  test.each(['POST', 'GET', 'PUT', 'DELETE'])('its %s with Origin never reaches a server', async (method) => {
    for (const path of ['/list/x', '/session/x', '/nowhere', '/callback']) {
      expectRefused(
        await stand.attack({ method, path, headers: [['Origin', STRANGER]] }),
        path.startsWith('/list') || path.startsWith('/session')
          ? 'origin_not_allowlisted'
          : 'endpoint_closed',
      );
    }
    expect(stand.recording.requests).toEqual([]);
  });

  test('its no-cors request without Origin reaches the server, and it can read nothing of the answer', async () => {
    const headers = [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'no-cors'],
      ['Sec-Fetch-Dest', 'image'],
    ] as const;
    const response = await stand.attack({ path: '/list/x', headers });
    expect([response.status, sharing(response)]).toEqual([200, []]);
    expect(stand.recording.requests).toHaveLength(1);
  });

  test.each([400, 401, 404, 500, 503])(
    'a %i of the server is read by a listed page, and by no other',
    async (status) => {
      stand.recording.answer = (_request, response) => {
        response.writeHead(status, { 'Access-Control-Allow-Origin': '*' }).end('no');
      };
      const listed = await stand.attack({ path: '/list/x', headers: [['Origin', PAGE]] });
      expect([listed.status, listed.header('Access-Control-Allow-Origin')]).toEqual([status, PAGE]);
      const none = await stand.attack({ path: '/list/x' });
      expect([none.status, sharing(none)]).toEqual([status, []]);
    },
  );
});

describe('what an attacker sends instead of one Origin', () => {
  test.each<[name: string, values: readonly string[], code: string]>([
    ['two headers', [PAGE, PAGE], 'malformed_origin'],
    ['a list', [`${PAGE}, ${STRANGER}`], 'malformed_origin'],
    ['two in one', [`${PAGE} ${STRANGER}`], 'malformed_origin'],
    ['an empty one', [''], 'malformed_origin'],
    ['null', ['null'], 'null_origin'],
    ['a trailing dot', [`${PAGE}.`], 'malformed_origin'],
    ['a trailing slash', [`${PAGE}/`], 'malformed_origin'],
    ['a user', ['https://page.example@stranger.example'], 'malformed_origin'],
    ['another letter case', ['https://PAGE.example'], 'malformed_origin'],
    ['another scheme', ['http://page.example'], 'origin_not_allowlisted'],
    ['another port', [`${PAGE}:8443`], 'origin_not_allowlisted'],
    ['the default port', [`${PAGE}:443`], 'malformed_origin'],
    ['a longer name', ['https://evil-page.example'], 'origin_not_allowlisted'],
    ['a subdomain', ['https://x.page.example'], 'origin_not_allowlisted'],
    ['a superdomain', ['https://page.example.stranger.example'], 'origin_not_allowlisted'],
    ['an escape', ['https://page%2Eexample'], 'malformed_origin'],
    ['a fullwidth dot', ['https://page\u00ef\u00bc\u008eexample'], 'malformed_origin'],
  ])('%s', async (_name, values, code) => {
    const headers = values.map((value) => ['Origin', value] as const);
    expectRefused(await stand.attack({ path: '/list/x', headers }), code);
    expect(stand.recording.requests).toEqual([]);
  });
});

describe('row 15: an event that is not a request of API Gateway', () => {
  test.each<[name: string, event: unknown]>([
    ['nothing', null],
    ['a text', 'x'],
    ['SQS', { Records: [{ messageId: '1', body: '{}' }] }],
    ['EventBridge', { source: 'aws.events', 'detail-type': 'Scheduled Event' }],
    ['headers that are a list', { ...proxyEvent(), multiValueHeaders: [['Origin', PAGE]] }],
    ['a path that is none', { ...proxyEvent(), path: 7 }],
  ])('the evaluator never allows %s', async (_name, event) => {
    const proxy = await stand.invoke('evaluator', event);
    const asAuthorizer = { ...(typeof event === 'object' ? event : {}), type: 'REQUEST' };
    const authorizer = await stand.invoke('evaluator', asAuthorizer);
    expect(JSON.stringify([proxy, authorizer])).not.toMatch(/access-control-allow-origin|"Allow"/i);
  });

  test('an authorizer event for another API names its own stage alone', async () => {
    const event = {
      ...authorizerEvent({ headers: [['Origin', PAGE]], path: '/list/x' }),
      methodArn: 'arn:aws:execute-api:*:*:*/*',
    };
    const invoked = await stand.invoke('evaluator', event);
    expect(JSON.stringify(invoked)).not.toContain('"Allow"');
  });
});
