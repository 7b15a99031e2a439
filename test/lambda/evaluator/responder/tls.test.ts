import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSigned } from './support/certificate';
import { Gateway, type Answer } from './support/gateway';
import { RawUpstream } from './support/raw-upstream';

const servers: Server[] = [];

/** The port of an https server with this certificate, which answers with the request. */
async function serve({ key, cert }: { key: string; cert: string }): Promise<number> {
  const server = createServer({ key, cert }, (request, response) => {
    response.end(`${String(request.headers.host)} ${String(request.url)}`);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}

async function ask(url: string): Promise<Answer & { readonly failures: readonly string[] }> {
  const http = [{ path: '/', match: 'prefix', url } as const];
  const gateway = new Gateway({ upstreams: { http, timeoutMillis: 2_000 } });
  return { ...(await gateway.call()), failures: gateway.failures };
}

const trusted = selfSigned('localhost');
const system = getCACertificates();
beforeAll(() => {
  setDefaultCACertificates([...system, trusted.cert]);
});
afterAll(async () => {
  setDefaultCACertificates(system);
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a trusted certificate of the configured host: forwarded', async () => {
  const port = await serve(trusted);
  const answer = await ask(`https://localhost:${String(port)}/base`);
  expect([answer.status, answer.body.toString()]).toEqual([200, `localhost:${String(port)} /base/open`]);
});

test('an untrusted certificate: 502', async () => {
  const port = await serve(selfSigned('localhost'));
  const answer = await ask(`https://localhost:${String(port)}`);
  expect(answer.status).toBe(502);
  expect(answer.failures.join()).toMatch(/upstream_unreachable: .*(SELF_SIGNED|SIGNATURE|VERIFY)/);
});

test('a certificate of another host: 502', async () => {
  const other = selfSigned('other.example');
  setDefaultCACertificates([...system, trusted.cert, other.cert]);
  const port = await serve(other);
  const answer = await ask(`https://localhost:${String(port)}`);
  expect([answer.status, answer.failures]).toEqual([
    502,
    ['the upstream failed: upstream_unreachable: ERR_TLS_CERT_ALTNAME_INVALID'],
  ]);
});

test('a server that speaks no TLS: 502, and nothing was said in the clear', async () => {
  const raw = await RawUpstream.start();
  raw.onBytes = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  const answer = await ask(raw.url.replace('http:', 'https:'));
  expect(answer.status).toBe(502);
  expect(raw.received.join()).not.toContain('GET');
  await raw.stop();
});
