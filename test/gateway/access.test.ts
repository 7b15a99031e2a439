import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Functions, PortUnavailableError, readAssembly, restApis, startApi } from '../../gateway';
import { writeAssembly } from './fixtures/assembly';
import { sendRaw } from './fixtures/http-client';
import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, functionResource } from './fixtures/template';

const resources = {
  ...functionResource('Echo', 'echo'),
  ...apiResources({ methods: [{ path: '/', verb: 'ANY', to: 'Echo' }] }),
};

describe('the Host header of a request', () => {
  let stack: ServedStack;
  beforeAll(async () => (stack = await serveStack(resources)));
  afterAll(() => stack.close());

  test.each<[number, string]>([
    [200, 'localhost:PORT'],
    [200, 'LOCALHOST:PORT'],
    [200, 'site.localhost:PORT'],
    [200, '127.0.0.1:PORT'],
    [200, '[::1]:PORT'],
    [403, 'localhost'],
    [403, 'localhost:1'],
    [403, 'localhost:PORT0'],
    [403, 'localhost.:PORT'],
    [403, 'other.localhost:PORT'],
    [403, 'localhost.example.com:PORT'],
    [403, 'rebound.example.com:PORT'],
    [403, '127.0.0.2:PORT'],
    [403, '[::ffff:127.0.0.1]:PORT'],
    [403, ' :PORT'],
    [403, ''],
  ])('a request is answered with %i for Host: %s', async (status, host) => {
    const response = await stack.send({ headers: [['Host', host.replace('PORT', String(stack.port))]] });
    expect(response.status).toBe(status);
    if (status === 403) expect(stack.records.at(-1)).toMatchObject({ status, reason: 'host_refused' });
  });

  test('a request with two Host headers is refused', async () => {
    const host = `Host: localhost:${stack.port}\r\n`;
    const response = await sendRaw(stack.port, `GET / HTTP/1.1\r\n${host}${host}Connection: close\r\n\r\n`);
    expect(response).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  test('an HTTP/1.0 request without a Host is refused', async () => {
    expect(await sendRaw(stack.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('a request with any Origin is answered, as by the real service', async () => {
    expect((await stack.send({ headers: [['Origin', 'https://other.example']] })).status).toBe(200);
  });
});

describe('a server that only takes its own Origin', () => {
  let stack: ServedStack;
  beforeAll(async () => (stack = await serveStack(resources, { ownOriginOnly: true })));
  afterAll(() => stack.close());

  test.each<[number, string, string]>([
    [200, 'localhost:PORT', 'http://localhost:PORT'],
    [200, '[::1]:PORT', 'http://[::1]:PORT'],
    [403, 'localhost:PORT', 'https://localhost:PORT'],
    [403, 'localhost:PORT', 'http://localhost'],
    [403, 'localhost:PORT', 'http://localhost:1'],
    [403, 'localhost:PORT', 'http://site.localhost:PORT'],
    [403, '127.0.0.1:PORT', 'http://localhost:PORT'],
    [403, 'localhost:PORT', 'https://evil.example'],
    [403, 'localhost:PORT', 'null'],
    [403, 'localhost:PORT', ''],
  ])('answers with %i at Host %s for Origin %s', async (status, host, origin) => {
    const fill = (text: string) => text.replace('PORT', String(stack.port));
    const response = await stack.send({
      method: 'POST',
      headers: [
        ['Host', fill(host)],
        ['Origin', fill(origin)],
      ],
    });
    expect(response.status).toBe(status);
    if (status === 403) expect(stack.records.at(-1)).toMatchObject({ status, reason: 'origin_refused' });
  });

  test('answers a request without an Origin', async () => {
    expect((await stack.send({ method: 'POST' })).status).toBe(200);
  });

  test('refuses a second Origin beside its own', async () => {
    const own = ['Origin', `http://localhost:${stack.port}`] as const;
    const response = await stack.send({ headers: [['Origin', 'https://evil.example'], own] });
    expect(response.status).toBe(403);
  });
});

describe('a server', () => {
  let stack: ServedStack;
  beforeAll(async () => (stack = await serveStack(resources)));
  afterAll(() => stack.close());

  const statusAt = (host: string) =>
    new Promise<number | string>((resolve) => {
      const headers = { Host: `localhost:${stack.port}` };
      const call = request({ host, port: stack.port, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? '');
      });
      call.end();
    });

  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);

  test('listens on every loopback address of this machine', async () => {
    expect(await statusAt('127.0.0.1')).toBe(200);
    if (addresses.some(({ address }) => address === '::1')) expect(await statusAt('::1')).toBe(200);
  });

  test('listens on no other address', async () => {
    for (const { address, internal, family } of addresses) {
      if (!internal && family === 'IPv4') expect(await statusAt(address)).toBe('ECONNREFUSED');
    }
    expect(await statusAt('127.0.0.2')).toBe('ECONNREFUSED');
  });

  test('throws an error that names a port in use', async () => {
    const other = readAssembly(writeAssembly(resources));
    const start = startApi({
      api: restApis(other)[0]!,
      functions: new Functions(other),
      port: stack.port,
      hosts: ['localhost'],
    });
    await expect(start).rejects.toThrow(PortUnavailableError);
    await expect(start).rejects.toMatchObject({ code: 'port_unavailable', port: stack.port });
  });
});

describe('a server that closes', () => {
  test('answers the requests that run and takes no new ones', async () => {
    const stack = await serveStack({
      ...functionResource('Misbehave', 'misbehave'),
      ...apiResources({ methods: [{ path: '/', verb: 'GET', to: 'Misbehave' }] }),
    });
    const running = stack.send({ path: '/?deed=pause' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [response] = await Promise.all([running, stack.close()]);
    expect(response.status).toBe(200);
    await expect(stack.send({})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('does not wait for idle connections', async () => {
    const stack = await serveStack(resources);
    const agent = new Agent({ keepAlive: true });
    const socket = await new Promise<Socket>((resolve) => {
      const headers = { Host: `localhost:${stack.port}` };
      const call = request({ host: '127.0.0.1', port: stack.port, headers, agent }, (response) => {
        response.resume();
      });
      call.on('close', () => {
        resolve(call.socket!);
      });
      call.end();
    });
    expect(socket.destroyed).toBe(false);
    const closed = once(socket, 'close');
    await stack.close();
    await closed;
    agent.destroy();
  });
});

describe('a server with a list of methods', () => {
  let stack: ServedStack;
  beforeAll(async () => (stack = await serveStack(resources, { methods: ['GET', 'POST'] })));
  afterAll(() => stack.close());

  test.each<[number, string]>([
    [200, 'GET'],
    [200, 'POST'],
    [405, 'PUT'],
    [405, 'TRACE'],
    [405, 'QUERY'],
  ])('answers with %i for the method %s', async (status, method) => {
    const response = await stack.send({ method });
    expect(response.status).toBe(status);
    if (status === 405) expect(response.headers).toContainEqual(['Allow', 'GET, POST']);
  });
});
