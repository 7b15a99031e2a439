import { resolve } from 'node:path';
import type * as Runtime from '../../runtime';
import { environment, UNLISTED } from '../lambda/support/judging';
import { payload2Event, proxyEvent } from '../lambda/support/events';

/* Rows 18 and 20 on the file of `withCors` that ships: who is the gateway's own origin, and reasons in a header. */

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the file that ships
const { withCors } = require(resolve(__dirname, '../../assets/runtime/index.js')) as typeof Runtime;

type Handler = Parameters<typeof withCors>[0];

const options = { environment: environment() };

const EXTENSION = 'moz-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

describe.each([
  ['payload 1.0', proxyEvent],
  ['payload 2.0', payload2Event],
])('an event of %s', (_version, eventOf) => {
  const never: Handler = () => {
    throw new Error('the handler ran');
  };

  test.each<[row: number, origin: string, reason: string, more: readonly (readonly [string, string])[]]>([
    [20, 'null', 'null_origin', []],
    [20, `${UNLISTED}/`, 'malformed_origin', []],
    [18, 'file://', 'malformed_origin', [['Sec-Fetch-Site', 'same-origin']]],
  ])('row %i: %s is refused with its reason in a header', async (_row, origin, reason, more) => {
    const event = eventOf({ headers: [['Origin', origin], ...more] });
    const answer = await withCors(never, options)(event, {});
    expect(answer).toMatchObject({ statusCode: 403, headers: { 'Cors-Refused': reason } });
  });

  test('row 18: an extension is never the gateway itself', async () => {
    const headers = [
      ['Origin', EXTENSION],
      ['Sec-Fetch-Site', 'same-origin'],
    ] as const;
    const answer = await withCors(never, options)(eventOf({ path: '/nowhere', headers }), {});
    expect(answer).toMatchObject({ statusCode: 403, headers: { 'Cors-Refused': 'endpoint_closed' } });
  });

  test('what the handler says of sharing is not what the browser hears', async () => {
    const open = withCors(
      () => ({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } }),
      options,
    );
    const answer = await open(eventOf({}), {});
    expect(JSON.stringify(answer)).not.toMatch(/access-control/i);
  });
});
