import type { Client, PageName, Place, Step } from './place';
import { watchReads } from './reads';
import { tell } from './told';

const KEPT = 'place';

/** Runs the client on the page that is open: `/CLIENT/PAGE`. Each step is told to the suite as soon as it is over. */
export function perform(client: Client): void {
  const [, , page] = location.pathname.split('/');
  const given = new URLSearchParams(location.search).get('place');
  if (given !== null) localStorage.setItem(KEPT, given);
  const place = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Place;
  void PAGES[page as PageName](client, place);
}

const PAGES: Readonly<Record<PageName, (client: Client, place: Place) => Promise<void>>> = {
  start: async (client, place) => {
    watchReads(place.gateway);
    // A client that never leaves the page has done so when its promise is kept; the others are told by their callback.
    if ((await attempt('leave', client.leave, place)) !== undefined) await over(place);
  },
  callback: async (client, place) => {
    watchReads(place.gateway);
    if ((await attempt('sign-in', client.arrive, place)) !== undefined) {
      await over(place);
      return;
    }
    for (const [name, step] of Object.entries(client.steps)) {
      if (place.steps.includes(name)) await attempt(name, step, place);
    }
    if (client.signOut === undefined || !place.steps.includes('logout')) {
      await over(place);
      return;
    }
    if ((await attempt('leave', client.signOut, place)) !== undefined) await over(place);
  },
  'signed-out': async (_, place) => {
    await tell(place, { step: 'logout' });
    await over(place);
  },
  frame: (client, place) => inner(client, place),
  popup: (client, place) => inner(client, place),
};

async function inner(client: Client, place: Place): Promise<void> {
  await client.inner?.(place);
}

/** The fault of a step; undefined when it works. */
async function attempt(step: string, perform: Step, place: Place): Promise<string | undefined> {
  try {
    await perform(place);
    if (step !== 'leave') await tell(place, { step });
    return undefined;
  } catch (error) {
    const fault = describe(error);
    await tell(place, { step, fault });
    return fault;
  }
}

function over(place: Place): Promise<void> {
  return tell(place, { over: true, reads: watchReads(place.gateway) });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : JSON.stringify(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.name}: ${error.message}${cause}`;
}
