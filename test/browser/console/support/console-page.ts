import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A page of the console, with everything that its browser complained of. */
export interface ConsolePage {
  readonly page: Page;
  /** Errors of scripts, and what the Content Security Policy or Trusted Types refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens the console and waits until its first screen is there. */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly ready?: string } = {},
): Promise<ConsolePage> {
  const { ready = 'table', ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy|Trusted|violates/i.test(text)) complaints.push(text);
  });
  await page.goto(url);
  await page.waitForSelector(ready);
  return { page, complaints, close: () => context.close() };
}

/** The findings of axe on the page as it is now: the rule, and where. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // A part that still fades in has not its own colours yet.
  await page.evaluate(async () => {
    const ends = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ends.map((one) => one.finished));
  });
  // Not by a script tag, which the page's own policy would refuse.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
  });
}

/** Whether the page is wider than its window. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Moves the focus by the Tab key until it is on what has this accessible name. */
export async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const pattern = typeof name === 'string' ? name : name.source;
  for (let presses = 0; presses < 80; presses += 1) {
    const found = await page.evaluate(
      ([text, isPattern]) => {
        const element = document.activeElement as HTMLElement | null;
        if (element === null || element.getAttribute('role') === 'tabpanel') return false;
        const labels = (element as HTMLInputElement).labels;
        const own = [
          element.getAttribute('aria-label'),
          element.textContent,
          ...Array.from(labels ?? [], (label) => label.textContent),
          ...(element.getAttribute('aria-labelledby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent),
        ];
        return own.some((label) => {
          const trimmed = (label ?? '').trim();
          return isPattern ? new RegExp(text).test(trimmed) : trimmed === text;
        });
      },
      [pattern, typeof name !== 'string'] as const,
    );
    if (found) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the Tab key never reached ${String(name)}`);
}
