import { atMost, median, type Figure } from './bench';

/**
 * Figures of two measurements: the median of each, and the median of the ratio of the first to the second, pair by pair. The
 * two take turns, so a machine whose speed drifts drifts for both.
 *
 * @param limit that the ratio should stay at or below
 * @param measurements the two by name; each gives milliseconds
 */
export function inTurn(
  label: string,
  runs: number,
  limit: number,
  measurements: Readonly<Record<string, () => number>>,
): readonly Figure[] {
  const [[ourName, ours], [otherName, other]] = Object.entries(measurements) as [Named, Named];
  const [a, b]: [number[], number[]] = [[], []];
  for (let run = -1; run < runs; run++) {
    const times = [ours(), other()] as const;
    // The first pair fills the file cache.
    if (run < 0) continue;
    a.push(times[0]);
    b.push(times[1]);
  }
  const ratios = a.map((millis, index) => millis / (b[index] ?? Number.NaN));
  return [
    { what: `${label}: ${ourName}, median of ${String(runs)}`, value: `${median(a).toFixed(1)} ms` },
    { what: `${label}: ${otherName}`, value: `${median(b).toFixed(1)} ms` },
    atMost(`${label}: ratio, median of the pairs`, median(ratios), limit, '×'),
  ];
}

type Named = [name: string, measure: () => number];
