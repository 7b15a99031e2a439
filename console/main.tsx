import '@cloudscape-design/global-styles/index.css';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import './shell/page.css';
import { createRoot, type Root } from 'react-dom/client';
import type { ConsoleConfig } from '../lib/contract';
import { createClient } from './api/client';
import { Transport } from './api/transport';
import { loadSuffixes } from './origin/suffixes';
import { App } from './shell/app';
import { ArrivalPage } from './shell/arrival-page';
import { Line } from './shell/line';
import { Navigation } from './shell/navigation';
import { Notices } from './shell/notices';
import { LOCAL_SESSION, type Session } from './sign-in/session';

/** The page is `…/console/index.html`, and the API is beside it. */
const API = new URL('../cors/v1', location.href).href;

/** The list of suffixes, a tenth of the page, leaves the first screen so long for itself. */
const SUFFIXES_MILLIS = 500;

function followMode(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  dark.addEventListener('change', apply);
  apply();
}

async function readConfig(): Promise<ConsoleConfig> {
  const response = await fetch('./config.json', { redirect: 'error' });
  if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
  return (await response.json()) as ConsoleConfig;
}

async function start(root: Root): Promise<void> {
  let config: ConsoleConfig;
  try {
    config = await readConfig();
  } catch {
    const again = (): void => void start(root);
    root.render(<ArrivalPage kind="no-config" action={again} />);
    return;
  }
  if (config.signIn === undefined) {
    open(root, LOCAL_SESSION);
    return;
  }
  root.render(<ArrivalPage kind="leaving" />);
  // Only who signs in needs the library for it.
  const { arrive } = await import('./sign-in/cognito-session');
  const arrival = await arrive(config.signIn);
  switch (arrival.kind) {
    case 'signed-in':
      open(root, arrival.session);
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

function open(root: Root, session: Session): void {
  const line = new Line();
  const transport = new Transport({
    base: API,
    authorization: () => session.authorization(),
    renew: (refused) => session.renew(refused),
    onState: line.set,
  });
  const tools = {
    client: createClient(transport),
    session,
    navigation: new Navigation(),
    notices: new Notices(),
    now: () => Date.now(),
  };
  root.render(<App tools={tools} line={line} />);
  window.setTimeout(() => void loadSuffixes(), SUFFIXES_MILLIS);
}

followMode();
const page = document.getElementById('page');
if (page !== null) void start(createRoot(page));
