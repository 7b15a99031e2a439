import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createEntry } from '../conformance/fixtures';
import { send } from '../support/http-client';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import type { Told } from './support/extension-control';
import { Firefox } from './support/firefox';

const DATA = '/services/data/v60.0/query';
/** Answers here carry credentials. */
const LIGHTNING = '/lightning/x';
const POST = { method: 'POST', body: '{}' };
const EVERY_FIREFOX = 'moz-extension://*';

let firefox: Firefox;
let local: LocalProcess;
let echo: Server;
/** The same gateway under the name that the extension may call, and under one that it may not. */
let permitted: string;
let foreign: string;

beforeAll(async () => {
  echo = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(request.headers));
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  local = await startLocalProcess(['--empty']);
  foreign = local.ready.gateway;
  permitted = foreign.replace('//localhost:', '//127.0.0.1:');
  firefox = await Firefox.withExtension(['http://127.0.0.1/*']);
}, 180_000);

afterAll(async () => {
  await firefox.close();
  await local.stop();
  echo.close();
});

/** The headers that arrive with the extension's request to a host that it may call. */
async function sentWith(init: object): Promise<IncomingHttpHeaders> {
  const { port } = echo.address() as AddressInfo;
  const told = await firefox.fetch(`http://127.0.0.1:${String(port)}/`, init);
  return JSON.parse(told === 'blocked' ? '{}' : told.body) as IncomingHttpHeaders;
}

/** Asks until the entry that was just written counts, which the evaluator's cache delays. */
async function untilAllowed(url: string): Promise<Told> {
  for (let attempts = 0; attempts < 30; attempts++) {
    const told = await firefox.fetch(url, POST);
    if (told !== 'blocked' && told.status !== 403) return told;
    await pause(1000);
  }
  return 'blocked';
}

test('with a permission for the host, Firefox says that the request is same-origin, and names the extension', async () => {
  expect(await sentWith(POST)).toMatchObject({
    origin: expect.stringMatching(/^moz-extension:\/\/[0-9a-f-]{36}$/) as string,
    'sec-fetch-site': 'same-origin',
  });
});

test('the gateway refuses such a request of an extension that nobody listed', async () => {
  for (const init of [POST, { method: 'PUT', body: 'x' }, { method: 'DELETE' }]) {
    const told = await firefox.fetch(permitted + DATA, init);
    expect(told).toMatchObject({ status: 403 });
    expect(told === 'blocked' ? {} : JSON.parse(told.body)).toMatchObject({ code: 'origin_not_allowlisted' });
  }
});

test('with a read, Firefox names no origin, so that nothing tells it from a program', async () => {
  expect(await sentWith({})).not.toHaveProperty('origin');
  expect(await firefox.fetch(permitted + DATA)).toMatchObject({ status: 200 });
});

test('without a permission for the host, the extension is like a page that nobody listed', async () => {
  expect(await firefox.fetch(foreign + DATA)).toBe('blocked');
  expect(await firefox.fetch(foreign + DATA, POST)).toBe('blocked');
});

test('an entry for every Firefox extension lets it in, but not where answers carry credentials', async () => {
  await createEntry(
    { admin: ({ path, ...request }) => send({ ...request, url: `${local.ready.admin}/cors/v1${path}` }) },
    { pattern: EVERY_FIREFOX, allowSharedOrigin: true },
  );
  const { origin = '' } = await sentWith(POST);
  expect(await untilAllowed(permitted + DATA)).toMatchObject({
    status: 200,
    headers: { 'access-control-allow-origin': origin },
  });
  expect(await firefox.fetch(foreign + DATA, POST)).toMatchObject({ status: 200 });
  expect(await firefox.fetch(permitted + LIGHTNING, POST)).toMatchObject({ status: 403 });
});
