import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { CREDENTIALS, startConsoleProcess, type ConsoleProcess } from '../../cli/support/console-process';
import { launchChromium } from '../../support/chromium';
import { send } from '../../support/http-client';
import { startLocalProcess, type LocalProcess } from '../../support/local-process';
import { openConsole } from '../console/support/console-page';

/*
 * The console that the command line serves, in a browser; and another page that would like to drive it.
 */

let local: LocalProcess;
let served: ConsoleProcess;
let browser: Browser;
let evil: Server;

beforeAll(async () => {
  local = await startLocalProcess();
  served = await startConsoleProcess(local.ready.admin, CREDENTIALS);
  browser = await launchChromium();
  evil = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>evil</title>');
  });
  evil.listen(0, '127.0.0.1');
  await once(evil, 'listening');
}, 120_000);

afterAll(async () => {
  await browser.close();
  await served.stop();
  await local.stop();
  evil.close();
});

async function patterns(): Promise<readonly string[]> {
  const listed = await send({ url: `${local.ready.admin}/cors/v1/allowlist` });
  return (listed.json() as { items: { pattern: string }[] }).items.map(({ pattern }) => pattern);
}

test('a person edits the list, and the browser never sees a credential', async () => {
  const open = await openConsole(browser, served.address, { ready: 'main' });
  const { page } = open;
  const seen: string[] = [];
  page.on('request', (request) => seen.push(JSON.stringify(request.headers())));
  await page.getByRole('button', { name: 'Add the first origin' }).click();
  await page.getByRole('textbox', { name: 'Origin URL Pattern' }).fill('https://by-page.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('https://by-page.example is on the list.', { exact: false }).first().waitFor();
  expect(await patterns()).toEqual(['https://by-page.example']);
  expect(page.url()).not.toContain(served.token);
  for (const text of [...seen, await page.content()]) {
    expect(text).not.toContain(CREDENTIALS.AWS_ACCESS_KEY_ID);
    expect(text).not.toContain(CREDENTIALS.AWS_SECRET_ACCESS_KEY);
  }
  expect(open.complaints).toEqual([]);
  await open.close();
}, 60_000);

test('another page cannot drive it, not even with the token', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${String((evil.address() as AddressInfo).port)}/`);
  const outcomes = await page.evaluate(
    async ({ origin, token }) => {
      const body = JSON.stringify({ pattern: 'https://evil.example' });
      const url = `${origin}/cors/v1/allowlist`;
      const attempt = async (init: RequestInit): Promise<string> => {
        try {
          const answer = await fetch(url, init);
          return `${answer.type} ${String(answer.status)}`;
        } catch {
          return 'failed';
        }
      };
      return [
        await attempt({ method: 'POST', body, mode: 'no-cors' }),
        await attempt({ method: 'POST', body, headers: { 'X-Cors-Console-Token': token } }),
        await attempt({}),
      ];
    },
    { origin: served.origin, token: served.token },
  );
  expect(outcomes).toEqual(['opaque 0', 'failed', 'failed']);
  expect(await patterns()).not.toContain('https://evil.example');
  await page.close();
}, 60_000);
