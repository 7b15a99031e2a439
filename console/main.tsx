import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { createRoot, type Root } from 'react-dom/client';
import type { ConsoleSignIn } from '../lib/contract';
import { loadSuffixes } from './origin/suffixes';
import { App } from './shell/app';
import { ArrivalPage } from './shell/arrival-page';
import { loadParts } from './shell/later';
import { Navigation } from './shell/navigation';
import { Notices } from './shell/notices';
import { stylesThere } from './shell/styles-there';
import { askAhead, type Ahead, type Visit } from './shell/visit';

/** The page shows its frame without the list when the list takes longer than this. */
const FIRST_PAGE_MILLIS = 50;

/** Parts that the first screen does not need leave it so long for itself. */
const REST_MILLIS = 500;

/**
 * Draws the page.
 *
 * @param first the visit that has begun while the page was loading
 * @param again begins another one
 */
export async function showPage(first: Promise<Visit>, again: () => Promise<Visit>): Promise<void> {
  const page = document.getElementById('page');
  if (page === null) return;
  followMode();
  await stylesThere();
  await show(createRoot(page), first, again);
}

function followMode(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  dark.addEventListener('change', apply);
  apply();
}

async function show(root: Root, visit: Promise<Visit>, again: () => Promise<Visit>): Promise<void> {
  let known: Visit;
  try {
    known = await visit;
  } catch {
    root.render(<ArrivalPage kind="no-config" action={() => void show(root, again(), again)} />);
    return;
  }
  const { config, ahead } = known;
  if (ahead !== undefined) await open(root, ahead);
  else if (config.signIn === undefined) root.render(<ArrivalPage kind="no-token" />);
  else await signInFirst(root, config.signIn);
}

async function signInFirst(root: Root, signIn: ConsoleSignIn): Promise<void> {
  root.render(<ArrivalPage kind="leaving" />);
  // Only who signs in needs the library for it.
  const { arrive } = await import('./sign-in/cognito-session');
  const arrival = await arrive(signIn);
  switch (arrival.kind) {
    case 'signed-in':
      await open(root, askAhead(arrival.session));
      break;
    case 'signed-out':
    case 'failed': {
      const reason = arrival.kind === 'failed' ? { reason: arrival.reason } : {};
      root.render(<ArrivalPage kind={arrival.kind} action={() => void arrival.signIn()} {...reason} />);
      break;
    }
    case 'leaving':
      break;
  }
}

async function open(root: Root, { connection, firstPage }: Ahead): Promise<void> {
  const { client, session, line } = connection;
  await firstPage?.wait(FIRST_PAGE_MILLIS);
  const tools = {
    client,
    session,
    navigation: new Navigation(),
    notices: new Notices(),
    now: () => Date.now(),
    firstPage,
  };
  root.render(<App tools={tools} line={line} />);
  window.setTimeout(() => {
    // Whoever leaves in this moment, for the sign-in say, leaves them behind; the page works without them.
    for (const file of [loadParts(), loadSuffixes()]) file.catch(() => undefined);
  }, REST_MILLIS);
}
