import type { Asked } from '../asked';
import { perform } from '../perform';
import { tell } from '../told';

/** Makes each request as a script would: it works when the script can read the answer. */
async function readable({ url, beacon, body = '', ...init }: Asked): Promise<boolean> {
  if (beacon !== undefined) {
    // The answer of a beacon is never given to the script.
    navigator.sendBeacon(url, new Blob([body], { type: beacon }));
    return false;
  }
  const sent = { ...init, headers: { ...init.headers }, ...(body === '' ? {} : { body }) };
  try {
    const response = await fetch(url, sent);
    return response.type !== 'opaque';
  } catch {
    return false;
  }
}

perform({
  leave: async (place) => {
    for (const asked of JSON.parse(place.variant) as readonly Asked[]) {
      const step = asked.name;
      await tell(place, (await readable(asked)) ? { step } : { step, fault: 'blocked' });
    }
    await tell(place, { over: true });
  },
  arrive: () => Promise.resolve(),
  steps: {},
});
