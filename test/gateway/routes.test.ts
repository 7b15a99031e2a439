import { Routes } from '../../gateway/api/definition/routes';

interface Resource {
  readonly path: string;
  readonly methods: ReadonlyMap<string, true>;
}

/** An API as a list of `VERB /path`. */
function routes(...entries: readonly string[]): Routes<Resource> {
  const verbs = new Map<string, Map<string, true>>();
  for (const entry of entries) {
    const [verb = '', path = ''] = entry.split(' ');
    verbs.set(path, (verbs.get(path) ?? new Map<string, true>()).set(verb, true));
  }
  const table = new Routes<Resource>();
  for (const [path, methods] of verbs) table.add(path, { path, methods });
  return table;
}

const matched = (table: Routes<Resource>, request: string) => {
  const [verb = '', path = ''] = request.split(' ');
  const match = table.match(verb, path);
  return match === undefined ? undefined : `${match.methodKey} ${match.resource.path}`;
};

const shop = routes(
  'GET /',
  'GET /orders',
  'POST /orders',
  'GET /orders/{id}',
  'DELETE /orders/{id}',
  'GET /orders/latest',
  'DELETE /orders/{id}/lines/{line}',
  'GET /orders/latest/lines',
  'ANY /orders/latest/{rest+}',
  'ANY /files/{proxy+}',
  'GET /mixed',
  'ANY /mixed',
);

const open = routes('ANY /{proxy+}', 'POST /admin', 'GET /a/{b}/c', 'GET /a/x/d', 'POST /a/{rest+}');

describe('the routes of an API', () => {
  test.each<[string, string | undefined, Routes<Resource>]>([
    ['GET /', 'GET /', shop],
    ['POST /', undefined, shop],
    ['GET /orders', 'GET /orders', shop],
    ['GET /orders/', 'GET /orders', shop],
    ['GET //orders', 'GET /orders', shop],
    ['GET /Orders', undefined, shop],
    ['get /orders', undefined, shop],
    ['HEAD /orders', undefined, shop],
    ['PUT /orders', undefined, shop],
    // A literal before a parameter, whatever the order of the template.
    ['GET /orders/latest', 'GET /orders/latest', shop],
    ['GET /orders/7', 'GET /orders/{id}', shop],
    ['GET /orders/{id}', 'GET /orders/{id}', shop],
    ['DELETE /orders/7/lines/1', 'DELETE /orders/{id}/lines/{line}', shop],
    ['GET /orders/7/lines', undefined, shop],
    ['GET /orders/latest/lines', 'GET /orders/latest/lines', shop],
    // A literal before a greedy parameter, which takes what nothing else fits.
    ['GET /orders/latest/other', 'ANY /orders/latest/{rest+}', shop],
    ['GET /orders/latest/lines/1', 'ANY /orders/latest/{rest+}', shop],
    // The verb is missing on the literal: the greedy one around it has it.
    ['POST /orders/latest/lines', 'ANY /orders/latest/{rest+}', shop],
    ['DELETE /orders/latest/lines/1', 'ANY /orders/latest/{rest+}', shop],
    ['POST /orders/latest', undefined, shop],
    // But another parameter does not take over for a literal.
    ['DELETE /orders/7', 'DELETE /orders/{id}', shop],
    ['DELETE /orders/latest', undefined, shop],
    ['PUT /files/a/b/c', 'ANY /files/{proxy+}', shop],
    // A greedy parameter takes at least one part.
    ['GET /files', undefined, shop],
    ['GET /files/', undefined, shop],
    ['GET /mixed', 'GET /mixed', shop],
    ['OPTIONS /mixed', 'ANY /mixed', shop],
    ['TRACE /mixed', undefined, shop],
    ['ANY /mixed', undefined, shop],
    ['GET /orders%2Flatest', undefined, shop],
    ['GET /', undefined, open],
    ['GET /anything/at/all', 'ANY /{proxy+}', open],
    ['POST /admin', 'POST /admin', open],
    ['GET /admin', 'ANY /{proxy+}', open],
    ['GET /a/x/c', 'GET /a/{b}/c', open],
    ['GET /a/x/d', 'GET /a/x/d', open],
    ['POST /a/x/d', 'POST /a/{rest+}', open],
    ['PUT /a/x/d', 'ANY /{proxy+}', open],
    ['GET /a/__proto__/c', 'GET /a/{b}/c', open],
    ['GET /constructor', 'ANY /{proxy+}', open],
  ])('%s is served by %s', (request, expected, table) => {
    expect(matched(table, request)).toBe(expected);
  });

  test('path parameters have decoded values', () => {
    const { pathParameters } = open.match('POST', '/a/x%20y/%C3%BC/%')!;
    expect(pathParameters).toEqual({ rest: 'x%20y/%C3%BC/%' });
    expect(open.match('POST', '/a/x%20y/%C3%BC')!.pathParameters).toEqual({ rest: 'x y/ü' });
    expect(shop.match('DELETE', '/orders/a%2Fb/lines/1')!.pathParameters).toEqual({ id: 'a/b', line: '1' });
    expect(shop.match('GET', '/orders')!.pathParameters).toEqual({});
  });
});
