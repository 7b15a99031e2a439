import { randomUUID } from 'node:crypto';
import { pageUrl, type Place } from '../page/place';
import type { Engine } from './engines';
import type { Front, Passed, Told } from './front';

const RUN_MILLIS = 30_000;

/** The events while a client was used. */
export interface Run {
  /** The steps in their order: `works`, or the fault as the client has it. */
  readonly steps: Readonly<Record<string, string>>;
  /** Answers of the gateway that scripts of the page could read. */
  readonly reads: readonly { readonly url: string; readonly status: number }[];
  /** The requests that reached the gateway. */
  readonly passed: readonly Passed[];
}

/** Uses a client in a browser until its page says that it is over. */
export async function runClient(engine: Engine, front: Front, what: Omit<Place, 'run'>): Promise<Run> {
  const place: Place = { ...what, run: randomUUID() };
  const steps: Record<string, string> = {};
  const first = front.passed.length;
  const reads = await new Promise<Run['reads']>((resolve, reject) => {
    const late = setTimeout(() => {
      steps['time'] = 'the page never said that it was over';
      resolve([]);
    }, RUN_MILLIS);
    front.onTold(({ run, step, fault, over, reads = [] }: Told) => {
      if (run !== place.run) return;
      if (step !== undefined) steps[step] = fault ?? 'works';
      if (over === undefined) return;
      clearTimeout(late);
      resolve(reads);
    });
    engine
      .open(`${pageUrl(place, 'start')}?place=${encodeURIComponent(JSON.stringify(place))}`)
      .catch(reject);
  });
  return { steps, reads, passed: front.passed.slice(first) };
}
