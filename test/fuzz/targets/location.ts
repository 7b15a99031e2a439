import { publicLocation } from '../../../lambda/evaluator/upstream/location';
import { bytes, must } from '../support/text';
import { OWN, passageOf, UPSTREAM_ORIGIN } from '../support/passages';
import { inProportion } from '../support/work';

/** A `Location` of an upstream; the number of "~" at its start says how the request had come. */
export function fuzz(data: Buffer): void {
  const [, choice = '', value = ''] = /^(~{0,3})(.*)$/s.exec(bytes(data)) ?? [];
  const passage = passageOf(choice);
  const given = inProportion(value.length, 100, () => publicLocation(value, passage));
  const meant = URL.parse(utf8(value), `${UPSTREAM_ORIGIN}${passage.upstreamTarget}`);
  const { place, publicPath } = passage;
  const seen = URL.parse(utf8(given), `${OWN}${place.prefix}${publicPath}`);
  if (meant === null || ![UPSTREAM_ORIGIN, OWN].includes(meant.origin)) {
    must(given === value, 'a reference to somebody else is changed', [choice, value, given]);
    return;
  }
  must(seen?.origin === OWN, 'a reference to the upstream leads elsewhere', [choice, value, given]);
  must(
    given === value || !given.includes('internal.example.net') || hasName(meant),
    'it names the upstream',
    [choice, value, given],
  );
  must(!/[\r\n]/.test(given) || given === value, 'a line break is made', [choice, value, given]);
  must(seen?.hash === meant.hash, 'the fragment is another', [choice, value, given]);
  must(seen?.search === meant.search, 'the query is another', [choice, value, given]);
}

/** A query may name what it likes. */
function hasName({ pathname, search, hash }: URL): boolean {
  return `${pathname}${search}${hash}`.includes('internal.example.net');
}

function utf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}
