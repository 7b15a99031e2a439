import { startLocalProcess } from '../test/support/local-process';
import { refusedOrigins, sendFlood, type StatusCounts } from '../test/support/refusal-flood';
import { atMost, type Bench, type Figure } from './bench';

const OTHERS = Number(process.env['REFUSALS_OTHERS'] ?? 100_000);
const PARTNERS = {
  'https://a.partner.example': 5_000,
  'https://b.partner.example': 500,
  'https://c.partner.example': 50,
};

/** Requests of the flood in all. */
const SENT = OTHERS + Object.values(PARTNERS).reduce((sum, count) => sum + count, 0);

/** Whether every request of the flood was refused: each status that came, and the number of answers that are no refusal. */
function answers(counts: StatusCounts): readonly Figure[] {
  const others = Object.entries(counts).filter(([status]) => status !== '403');
  return [
    atMost(`answers that are not 403, of ${SENT.toLocaleString('en')}`, SENT - (counts[403] ?? 0), 0, '', 0),
    ...others.map(([status, count]) => ({ what: `answers with ${status}`, value: String(count) })),
  ];
}

export const refusalsBench: Bench = {
  name: 'refusals',
  about: `Refused origins on the local gateway: partners with 5,000, 500 and 50 refusals among ${OTHERS.toLocaleString('en')} origins with one each.`,
  run: async () => {
    const local = await startLocalProcess(['--empty']);
    const started = performance.now();
    const counts = await sendFlood(local.ready.gateway, { partners: PARTNERS, others: OTHERS });
    const sent = performance.now();
    const rows = await refusedOrigins(local.ready.admin, 50);
    const answered = performance.now();
    await local.stop();
    const wrong = Object.entries(PARTNERS).filter(
      ([origin, count], index) => rows[index]?.origin !== origin || rows[index].count !== count,
    );
    const others = rows.slice(3).filter(({ count }) => count !== 1);
    return [
      ...answers(counts),
      atMost('rows that are wrong, of 50', wrong.length + others.length, 0, '', 0),
      { what: 'from the question to the answer', value: `${((answered - sent) / 1000).toFixed(2)} s` },
      { what: 'refusals in a second', value: (SENT / ((sent - started) / 1000)).toFixed(0) },
    ];
  },
};
