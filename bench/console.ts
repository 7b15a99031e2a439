import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { compressed, type ConsoleManifest } from '../scripts/console-files';
import { launchChromium } from '../test/support/chromium';
import { send } from '../test/support/http-client';
import { startLocalProcess } from '../test/support/local-process';
import { atMost, median, quantile, type Bench, type Figure } from './bench';
import { startEmptyPage } from './empty-page';
import { openWatched, watch, type WatchedPage } from './watched-page';

const ASSETS = join(__dirname, '..', 'assets', 'admin-console');
const ROUNDS = 9;
const FILE_CALLS = 101;
const ENTRIES = 10_000;
const IMPORT_LINES = 1_000;
const SEARCHES = 20;
/** Milliseconds between key strokes: some are faster than the rest after which the list is asked, some are slower. */
const RHYTHM = [60, 130, 220, 400];
const SMALLEST = 11;

const NEW_BUTTON = "//button[normalize-space()='New']";
const FIRST_VISIT = "//button[normalize-space()='Add the first origin']";
const FIRST_ROW = "//tbody//a[starts-with(@href, '#/origins/')]";

/** Time until the console can be used, as a multiple of the empty page's, each opened in turn. */
async function interactive(
  browser: Browser,
  [empty, console]: readonly [string, string],
  [what, ready]: readonly [string, string],
): Promise<readonly Figure[]> {
  const pairs: { readonly empty: WatchedPage; readonly console: WatchedPage }[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const pair = {
      empty: await watch(browser, empty, NEW_BUTTON),
      console: await watch(browser, console, ready),
    };
    // The first pair warms the functions and the browser up.
    if (round >= 0) pairs.push(pair);
  }
  const two = (of: (page: WatchedPage) => number): readonly [console: number, empty: number] => [
    median(pairs.map((pair) => of(pair.console))),
    median(pairs.map((pair) => of(pair.empty))),
  ];
  const [own, other] = two((page) => page.interactive);
  const [ownWork, otherWork] = two((page) => page.work);
  return [
    atMost(`interactive, ${what}, beside an empty page of Cloudscape`, own / other, 1.5, '×'),
    { what: 'the two times', value: `${own.toFixed(0)} ms, ${other.toFixed(0)} ms` },
    {
      what: 'processor time of the two main threads until they rest',
      value: `${ownWork.toFixed(0)} ms, ${otherWork.toFixed(0)} ms`,
    },
  ];
}

function fileSizes(): readonly (readonly [name: string, size: number])[] {
  const manifest = JSON.parse(readFileSync(join(ASSETS, 'manifest.json'), 'utf8')) as ConsoleManifest;
  return Object.keys(manifest).map((name) => {
    const plain = brotliDecompressSync(readFileSync(join(ASSETS, 'www', `${name}.br`)));
    return [name, compressed(plain, SMALLEST).length] as const;
  });
}

async function largestFile(admin: string, name: string): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let call = -FILE_CALLS; call < FILE_CALLS; call++) {
    const started = performance.now();
    const url = `${admin}/console/${name}`;
    const { status } = await send({ url, headers: [['Accept-Encoding', 'br']] });
    if (status !== 200) throw new Error(`${url}: ${String(status)}`);
    if (call >= 0) times.push(performance.now() - started);
  }
  return [
    atMost(
      `its largest file from the warm function, p50 of ${String(FILE_CALLS)}`,
      median(times),
      30,
      'ms',
      1,
    ),
    { what: 'the same, p95', value: `${quantile(times, 0.95).toFixed(1)} ms` },
  ];
}

async function fill(admin: string): Promise<void> {
  for (let start = 0; start < ENTRIES; start += IMPORT_LINES) {
    const entries = Array.from({ length: IMPORT_LINES }, (_, index) => {
      const number = numberOf(start + index);
      return { pattern: `https://partner-${number}.example.com`, name: `Partner ${number}` };
    });
    const answer = await send({
      method: 'POST',
      url: `${admin}/cors/v1/allowlist/import`,
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ mode: 'create', entries }),
    });
    if (answer.status !== 200) throw new Error(answer.body.toString('utf8'));
  }
}

function numberOf(index: number): string {
  return String(index).padStart(5, '0');
}

/** Such a search without the page: the API reads the whole list. */
async function searches(admin: string): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < SEARCHES; round++) {
    const started = performance.now();
    const query = `contains=partner%20${searchedFor(round)}&limit=20`;
    const { status } = await send({ url: `${admin}/cors/v1/allowlist?${query}` });
    if (status !== 200) throw new Error(`${query}: ${String(status)}`);
    times.push(performance.now() - started);
  }
  return {
    what: 'the API alone for such a search, p50 and p95',
    value: `${median(times).toFixed(0)} ms, ${quantile(times, 0.95).toFixed(0)} ms`,
  };
}

/** Spread over the list, so that some are found early and some late. */
function searchedFor(round: number): string {
  return numberOf((round * 7_919) % ENTRIES);
}

async function keyStrokes(browser: Browser, url: string): Promise<readonly Figure[]> {
  const { page } = await openWatched(browser, url, FIRST_ROW);
  const search = page.getByRole('searchbox');
  await search.click();
  const rows: number[] = [];
  let strokes = 0;
  for (let round = 0; round < SEARCHES; round++) {
    const number = searchedFor(round);
    await page.keyboard.press('ControlOrMeta+a');
    for (const letter of `partner ${number}`) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await pause(RHYTHM[strokes++ % RHYTHM.length]);
    }
    const typed = performance.now();
    await page.getByRole('link', { name: `https://partner-${number}.example.com` }).waitFor();
    rows.push(performance.now() - typed);
  }
  const times = await page.evaluate<number[]>('benchStrokes');
  await page.context().close();
  const count = ENTRIES.toLocaleString('en');
  return [
    atMost(
      `a key stroke in the search of ${count} entries, p95 of ${times.length}`,
      quantile(times, 0.95),
      200,
      'ms',
      0,
    ),
    {
      what: 'the same, p50 and the slowest',
      value: `${median(times).toFixed(0)} ms, ${Math.max(...times).toFixed(0)} ms`,
    },
    {
      what: 'from the last key stroke to the rows, p50 and p95',
      value: `${median(rows).toFixed(0)} ms, ${quantile(rows, 0.95).toFixed(0)} ms`,
    },
  ];
}

export const consoleBench: Bench = {
  name: 'console',
  about:
    'The console on the local gateway in Chromium: until a person can use it, its largest file, its search; and its files at the quality of a package.',
  run: async () => {
    const sizes = fileSizes();
    const [largest] = [...sizes].sort(([, a], [, b]) => b - a);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0) / 1000;
    const empty = await startEmptyPage();
    const local = await startLocalProcess(['--empty']);
    const browser = await launchChromium();
    const { admin } = local.ready;
    const page = `${admin}/console/index.html`;
    try {
      const firstVisit = await interactive(browser, [empty.url, page], ['first visit', FIRST_VISIT]);
      const file = await largestFile(admin, largest?.[0] ?? '');
      await fill(admin);
      return [
        ...firstVisit,
        ...(await interactive(browser, [empty.url, page], ['the first rows of 10,000', FIRST_ROW])),
        ...file,
        ...(await keyStrokes(browser, page)),
        await searches(admin),
        atMost('all files, Brotli', total, 520, 'kB', 1),
      ];
    } finally {
      await browser.close();
      await local.stop();
      await empty.close();
    }
  },
};
