import fc from 'fast-check';
import { LISTED } from '../responder/support/gateway';
import { FakeIssuer } from './support/fake-issuer';

/*
 * Law: a prefix rule of the issuer leads to the issuer's path and below it, and nowhere else, whatever a request's path says. What the
 * upstream gets below its path is what the request had below the rule's.
 */

const rule = { match: 'prefix', access: 'public', methods: ['GET'], hostKinds: [] } as const;
const endpoints = [{ ...rule, path: '/own/{tenant}/reg', role: 'registration' }] as const;
const segment = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2E.',
    '..%2f',
    '%5c..',
    '',
    ';a',
    'a;b',
    '%00',
    '%zz',
    '\\',
    '~',
    'a',
    'É',
  ),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 4 }),
);

let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await FakeIssuer.start('');
});
afterAll(() => issuer.stop());

/** Paths that the issuer is asked for a path of the gateway. */
async function asked(paths: Readonly<Record<string, string>> | undefined, path: string): Promise<string[]> {
  const upstream = paths === undefined ? { ownPaths: true } : { paths };
  const before = issuer.upstream.requests.length;
  await issuer.gateway(upstream, { endpoints }).call({ path, headers: { Origin: LISTED } });
  return issuer.upstream.requests.slice(before).map(({ target }) => target.split('?', 1)[0] ?? '');
}

test.each(['/reg', '/deep/reg/', '/'])('below %s', async (target) => {
  const above = target.replace(/\/$/, '');
  const law = fc.asyncProperty(fc.array(segment, { maxLength: 4 }), async (segments) => {
    const rest = segments.map((part) => `/${part}`).join('');
    const moved = await asked({ '/own/{tenant}/reg': target }, `/own/t/reg${rest}`);
    const own = await asked(undefined, `/own/t/reg${rest}`);
    for (const path of moved) {
      expect(path === target || path.startsWith(`${above}/`)).toBe(true);
      expect(new URL(path, 'http://issuer.example').pathname.split('/').length).toBe(path.split('/').length);
    }
    // Where the issuer has the table's own path, the same is sent below it.
    const below = moved.map((path) => (rest === '' ? '' : path.slice(above.length)));
    expect(below).toEqual(own.map((path) => path.slice('/own/t/reg'.length)));
  });
  await fc.assert(law);
  expect(issuer.upstream.requests.length).toBeGreaterThan(0);
});
