import { Agent, request } from 'node:http';

/** Refused calls: of partners, and one each of very many others. */
export interface RefusalFlood {
  /** How often each partner is refused, by its origin. */
  readonly partners: Readonly<Record<string, number>>;
  readonly others: number;
}

const CONNECTIONS = 16;

/** How many answers had each status. */
export type StatusCounts = Readonly<Record<number, number>>;

/** One row of the answer, as far as a flood is concerned. */
export interface FloodRow {
  readonly origin: string;
  readonly count: number;
}

/** Sends a flood to a gateway, its calls evenly mixed, and counts the answers by their status. */
export async function sendFlood(gateway: string, { partners, others }: RefusalFlood): Promise<StatusCounts> {
  const origins = mixed([
    ...Object.entries(partners).map(([origin, count]) => ({ count, origin: () => origin })),
    { count: others, origin: (index: number) => `https://o${index.toString(36)}.flood.example` },
  ]);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const counts: Record<number, number> = {};
  const client = async (): Promise<void> => {
    for (const origin of origins) {
      const status = await statusOf(`${gateway}/services/data/v60.0/flood`, agent, origin);
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  return counts;
}

/** The refused origins that the admin API knows of. */
export async function refusedOrigins(admin: string, limit: number): Promise<readonly FloodRow[]> {
  const asked = await fetch(`${admin}/cors/v1/refusals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ minutes: 60, limit, reason: 'origin_not_allowlisted' }),
  });
  const { id } = (await asked.json()) as { id: string };
  for (;;) {
    const read = await fetch(`${admin}/cors/v1/refusals/${id}`);
    const { status, items } = (await read.json()) as { status: string; items: FloodRow[] };
    if (status === 'complete') return items.map(({ origin, count }) => ({ origin, count }));
    if (status !== 'running') throw new Error(`the question ${status}`);
  }
}

interface Source {
  readonly count: number;
  readonly origin: (index: number) => string;
}

/** Each source's origins, spread over the whole, and handed out once however many take them. */
function* mixed(sources: readonly Source[]): Generator<string> {
  const total = sources.reduce((sum, { count }) => sum + count, 0);
  const sent = sources.map(() => 0);
  for (let at = 1; at <= total; at += 1) {
    const late = sources.map(({ count }, index) => (count * at) / total - (sent[index] ?? 0));
    const next = late.indexOf(Math.max(...late));
    const index = sent[next] ?? 0;
    sent[next] = index + 1;
    const source = sources[next];
    if (source !== undefined) yield source.origin(index);
  }
}

/** The status of the answer to an origin's request. */
export function statusOf(url: string, agent: Agent, origin: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const message = request(url, { agent, headers: { Origin: origin } }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode ?? 0);
      });
      response.on('error', reject);
    });
    message.on('error', reject);
    message.end();
  });
}
