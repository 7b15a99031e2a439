import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express from 'express';
import Fastify from 'fastify';
import methodOverride from 'method-override';
import { holdsForEveryHeader } from '../../../support/served-path/law';

/*
 * Law: no request header changes which path an upstream serves. Here on Node's frameworks, set up to believe their proxy
 * and to let a header replace the method; test/languages has the same on Python's servers.
 */

const OVERRIDES = ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];

/** Headers by which middlewares move a request; a real one would serve what they name. */
const MOVERS = ['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-script-name', 'x-matched-path'];

let close: (() => Promise<unknown>) | undefined;
afterEach(async () => {
  await close?.();
});

function movedBy(headers: Readonly<Record<string, unknown>>): readonly unknown[] {
  return MOVERS.map((name) => headers[name] ?? null);
}

test('Express serves the judged path', async () => {
  const app = express().set('trust proxy', true);
  for (const header of OVERRIDES) app.use(methodOverride(header, { methods: ['GET', 'POST'] }));
  app.use((request, response) => {
    const { method, originalUrl, baseUrl, query, hostname, host, protocol, secure, ip, ips, subdomains } =
      request;
    response.json({
      ...{ method, path: decodeURIComponent(request.path), originalUrl, baseUrl, query },
      ...{ hostname, host, protocol, secure, ip, ips, subdomains },
      moved: movedBy(request.headers),
    });
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => {
      resolve(listening);
    });
  });
  close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  await holdsForEveryHeader(`http://127.0.0.1:${String(port)}`, 500);
});

test('Fastify serves the judged path', async () => {
  const app = Fastify({ trustProxy: true, forceCloseConnections: true });
  app.all('/*', ({ method, originalUrl, host, hostname, protocol, ip, ips, headers, query }) => ({
    ...{ method, path: decodeURIComponent(originalUrl.split('?')[0]!), originalUrl, query },
    ...{ host, hostname, protocol, ip, ips, moved: movedBy(headers) },
  }));
  close = () => app.close();
  await holdsForEveryHeader(await app.listen({ port: 0, host: '127.0.0.1' }), 500);
});
