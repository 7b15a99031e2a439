import { publicValue } from '../../../lambda/evaluator/upstream/public-header';
import { linkTargets, refreshTarget } from '../models/naive-references';
import { OWN, passageOf, UPSTREAM_ORIGIN } from '../support/passages';
import { bytes, must } from '../support/text';
import { inProportion } from '../support/work';

/** `R` and a `Refresh`, or `L` and a `Link` of an upstream; the number of "~" before it says how the request had come. */
export function fuzz(data: Buffer): void {
  const [, choice = '', kind = '', value = ''] = /^(~{0,3})([RL])(.*)$/s.exec(bytes(data)) ?? [];
  if (kind === '') return;
  const passage = passageOf(choice);
  const name = kind === 'R' ? 'refresh' : 'link';
  const given = inProportion(value.length, 200, () => publicValue(name, value, passage));
  const read = kind === 'R' ? refreshTarget : linkTargets;
  const before = read(value);
  const after = read(given);
  const originOf = (reference: string): string | undefined =>
    URL.parse(utf8(reference), `${UPSTREAM_ORIGIN}${passage.upstreamTarget}`)?.origin;
  must(after.length === before.length, 'a reference comes or goes', [name, value, given]);
  for (const [index, reference] of before.entries()) {
    const now = after[index] ?? '';
    const origin = originOf(reference);
    if (origin === UPSTREAM_ORIGIN) {
      must(URL.parse(utf8(now))?.origin !== UPSTREAM_ORIGIN, 'it names the upstream', [name, value, given]);
    } else if (origin !== OWN) {
      must(now === reference, 'a reference to somebody else is changed', [name, value, given]);
    }
  }
}

function utf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}
