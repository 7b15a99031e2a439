import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { runCli } from '../../cli/support/run-cli';
import { launchChromium } from '../../support/chromium';
import { startLocalProcess, type LocalProcess } from '../../support/local-process';
import { SHIPPED_PROGRAM } from '../../support/serve-process';
import { startFakeCognito, type FakeCognito } from '../console/support/fake-cognito';
import type { ConsoleServer } from '../console/support/console-server';
import { startSignedInAdmin } from '../console/support/signed-in-admin';

/*
 * The sign-in from a terminal, in a browser that the program opens: there, and back to the port on this machine.
 */

const CLIENT = 'cli-client';

let local: LocalProcess;
let cognito: FakeCognito;
let admin: ConsoleServer;
let browser: Browser;
let home: string;

beforeAll(async () => {
  local = await startLocalProcess();
  cognito = await startFakeCognito(CLIENT);
  cognito.groups = ['manage-allowlist'];
  admin = await startSignedInAdmin(local.ready.admin, cognito, CLIENT);
  browser = await launchChromium();
  home = mkdtempSync(join(tmpdir(), 'cli-browser-'));
}, 120_000);

afterAll(async () => {
  await browser.close();
  await admin.close();
  await cognito.close();
  await local.stop();
  rmSync(home, { recursive: true });
});

test('the browser signs in and leads back; an address of another page is nothing', async () => {
  const url = admin.url.replace(/\/console$/, '');
  const opened = join(home, 'opened');
  const opener = join(home, 'browser.sh');
  writeFileSync(opener, `#!/bin/sh\nprintf %s "$1" > "${opened}.new" && mv "${opened}.new" "${opened}"\n`, {
    mode: 0o755,
  });
  const env = { XDG_CONFIG_HOME: home, BROWSER: opener };
  const child = spawn(process.execPath, [SHIPPED_PROGRAM, 'login', '--url', url], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const closed = once(child, 'close');
  while (!existsSync(opened)) await pause(50);

  const page = await browser.newPage();
  const foreign = await page.goto('http://localhost:8976/callback?code=stolen&state=guessed');
  expect(foreign?.status()).toBe(404);
  await page.goto(readFileSync(opened, 'utf8'));
  await page.getByText('You are signed in').first().waitFor();
  expect(new URL(page.url()).host).toBe('localhost:8976');
  await page.close();

  expect(await closed).toEqual([0, null]);
  expect(stdout).toContain('as ada');
  expect(await runCli(['origins', 'list', '--auth', 'cognito', '--url', url], { env })).toMatchObject({
    status: 0,
  });
}, 120_000);
