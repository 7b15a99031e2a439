import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LISTED, OTHER } from '../support/local-api';
import { CASES, type Case } from './cases';
import { GATEWAY } from './layouts/layout';
import { bundledClients, CLIENT_ID } from './support/clients';
import { withTable } from './support/clients-table';
import { ENGINES, type Engine } from './support/engines';
import { Front } from './support/front';
import { readResults, ResultFile, type Result } from './support/results';
import { runClient, type Run } from './support/run';
import { Stand } from './support/stand';

/** The page that a whole run writes its table into. */
const PAGE = join(__dirname, '../../docs/oauth.md');

/** `CLIENTS=short` tries a few clients, `CLIENTS=name` those of a layout or a client. */
const ONLY = process.env['CLIENTS'] ?? '';
const TRIED = CASES.filter((one) =>
  ONLY === 'short' ? one.short : ONLY === '' || [one.client, one.layout.name].includes(ONLY),
);
const CLIENTS = [...new Set(TRIED.map(({ client }) => client))];
const LAYOUTS = [...new Set(TRIED.map(({ layout }) => layout))];

const results = new ResultFile();
const engines = new Map<string, Engine>();
let front: Front;

/** Each engine starts once, when it is first used. */
async function engineOf(name: string): Promise<Engine> {
  const running = engines.get(name);
  if (running !== undefined) return running;
  const engine = await ENGINES[name as keyof typeof ENGINES](front.port);
  engines.set(name, engine);
  results.engine(engine);
  return engine;
}

beforeAll(async () => {
  front = await Front.start(await bundledClients(CLIENTS));
}, 60_000);

afterAll(async () => {
  for (const engine of engines.values()) await engine.close();
  await front.close();
  if (ONLY !== '' || results.isWrong) return;
  results.write();
  writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), readResults()));
});

describe.each(LAYOUTS.map((layout) => [layout.name, layout] as const))('%s', (_, layout) => {
  let stand: Stand;
  const cases = TRIED.filter((one) => one.layout === layout);

  beforeAll(async () => {
    stand = await Stand.open(layout, CLIENTS);
    front.behind = stand.servers;
  }, 120_000);

  afterAll(() => stand.close());

  describe.each(Object.keys(ENGINES))('%s', (name) => {
    let engine: Engine;

    beforeAll(async () => {
      engine = await engineOf(name);
    }, 120_000);

    test.each(cases.map((one) => [`${one.client} (${one.way})`, one] as const))('%s', async (_title, one) => {
      await stand.issuer.change({ requireNonce: one.nonce ?? false });
      const { steps } = await runClient(engine, front, placeOf(one, LISTED));
      results.add(name, resultOf(one, steps));
      const faults = faultsIn(one, steps);
      results.isWrong ||= Object.keys(faults).length > 0;
      expect(faults).toEqual({});
    });

    const plain = cases.filter((one) => one === cases.find(({ client }) => client === one.client));
    test.each(plain.map((one) => [one.client, one] as const))(
      '%s on a page that nobody listed signs nobody in, and reads nothing but what is public',
      async (_client, one) => {
        await stand.issuer.change({ requireNonce: false });
        const { steps, reads, passed } = await runClient(engine, front, placeOf(one, OTHER));
        expect(Object.values(steps)).not.toContain('works');
        expect(passed.map(({ refused }) => refused)).toContain('origin_not_allowlisted');
        const open = [layout.paths.document, layout.paths.jwks].map((path) => `${GATEWAY}${path}`);
        expect(reads.filter(({ url }) => !open.includes(url))).toEqual([]);
      },
    );
  });
});

function placeOf(
  { layout, client, way, works, fails = {} }: Case,
  origin: string,
): Parameters<typeof runClient>[2] {
  const steps = [...works, ...Object.keys(fails)];
  const { issuer } = layout;
  return { client, variant: way, issuer, gateway: GATEWAY, clientId: CLIENT_ID, origin, steps };
}

/** Steps that did otherwise than the table says. */
function faultsIn({ works, fails = {} }: Case, steps: Run['steps']): Record<string, string | undefined> {
  const wrong = [
    ...works.filter((step) => steps[step] !== 'works').map((step) => [step, steps[step] ?? 'never done']),
    ...Object.entries(fails)
      .filter(([step, { fault }]) => !(steps[step] ?? '').includes(fault))
      .map(([step]) => [step, steps[step] ?? 'never done']),
    ...Object.entries(steps).filter(([step]) => !works.includes(step) && !Object.hasOwn(fails, step)),
  ];
  return Object.fromEntries(wrong) as Record<string, string>;
}

function resultOf({ layout, client, way }: Case, steps: Run['steps']): Result {
  return { layout: layout.name, client, way, steps };
}
