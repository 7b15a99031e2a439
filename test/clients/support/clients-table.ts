import { CASES, type Case } from '../cases';
import { PACKAGES } from './client-packages';
import type { Result, Results } from './results';

/** Around the table in its page. */
const BEGIN = '<!-- clients -->';
const END = '<!-- /clients -->';

/** The page with the table of these results in it. */
export function withTable(page: string, results: Results): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the page has no ${BEGIN} before a ${END}`);
  return `${page.slice(0, from)}${BEGIN}\n\n${tableOf(results)}\n${page.slice(to)}`;
}

/** Each use of a client that was tried, with what worked in every engine. */
function tableOf({ engines, clients, runs }: Results): string {
  const tried = Object.entries(engines).map(([name, version]) => `${name} ${version}`);
  const rows = CASES.map((one) => {
    const { layout, client, way, works, fails = {} } = one;
    const found = Object.values(runs).map((run) => run.find((result) => isOf(result, one))?.steps ?? {});
    const everywhere = works.filter((step) => found.every((steps) => steps[step] === 'works'));
    const failing = Object.entries(fails).map(([step, { because }]) => `${step}: ${because}`);
    const named = `\`${PACKAGES[client] ?? client}\` ${clients[client] ?? ''}`;
    return `| ${layout.name} | ${named} | ${way} | ${everywhere.join(', ')} | ${failing.join('; ')} |`;
  });
  return [
    `In ${tried.join(' and ')}, with the same result:`,
    '',
    '| issuer | client | way | works | fails, and why |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

export function isOf(result: Result, { layout, client, way }: Case): boolean {
  return result.layout === layout.name && result.client === client && result.way === way;
}
