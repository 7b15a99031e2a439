import { FakeIssuer } from './support/fake-issuer';

const REVOKE = '/services/oauth2/revoke';
const TOKEN = '/services/oauth2/token';

let issuer: FakeIssuer;
beforeEach(async () => {
  issuer = await FakeIssuer.start();
});
afterEach(() => issuer.stop());

/** Has the endpoints answer this, and gives status, type and body as the client gets them. */
async function answered(
  path: string,
  method: string,
  [status, headers, sent]: readonly [number, readonly string[], string],
): Promise<readonly [number, readonly string[] | undefined, string]> {
  const { answer: document } = issuer.upstream;
  issuer.upstream.answer = (request, response) => {
    if (request.url?.includes('/.well-known/') === true) document(request, response);
    else response.writeHead(status, [...headers]).end(sent);
  };
  const answer = await issuer.gateway().call({ path, method });
  return [answer.status, answer.headers.get('content-type'), answer.body.toString()];
}

test.each([
  ['no type', []],
  ['text/plain', ['Content-Type', 'text/plain; charset=utf-8']],
  ['a content coding', ['Content-Type', 'text/html', 'Content-Encoding', 'gzip']],
])(
  'an empty answer to a revocation, with %s, becomes JSON that clients can parse',
  async (_name, headers) => {
    expect(await answered(REVOKE, 'POST', [200, headers, ''])).toEqual([200, ['application/json'], '{}']);
  },
);

test.each([
  ['a body', REVOKE, 'POST', [200, ['Content-Type', 'text/plain'], 'revoked']],
  ['an error', REVOKE, 'POST', [503, ['Content-Type', 'text/plain'], '']],
  ['another endpoint', TOKEN, 'POST', [200, ['Content-Type', 'text/plain'], '']],
  ['a look at the endpoint', REVOKE, 'GET', [200, ['Content-Type', 'text/plain'], '']],
] as const)('%s stays as it is', async (_name, path, method, sent) => {
  expect(await answered(path, method, sent)).toEqual([sent[0], ['text/plain'], sent[2]]);
});
