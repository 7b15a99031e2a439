import type { KeptLines, LineBlock } from './kept-lines';
import { MalformedQueryError, type Condition, type LogQuery } from './query';

/** The lines whose time lies in a span, both ends included, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A row of an answer, as the API of CloudWatch Logs gives it. A column without a value is left out. */
export type ResultRow = readonly { readonly field: string; readonly value: string }[];

/** An answer, and how much was looked at. */
export interface QueryResult {
  readonly rows: readonly ResultRow[];
  readonly matched: number;
  readonly scanned: number;
}

interface Group {
  readonly values: readonly (string | undefined)[];
  count: number;
  first: number;
  last: number;
}

/**
 * Runs a query over the lines of log groups. Every line counts, so the answer is exact for what is kept.
 *
 * @throws MalformedQueryError for a field that is not kept: the answer would be empty, and wrong
 */
export function runQuery(query: LogQuery, groups: readonly KeptLines[], span: Span): QueryResult {
  const found = new Map<string, Group>();
  let matched = 0;
  let scanned = 0;
  for (const block of groups.flatMap(({ blocks }) => blocks)) {
    scanned += block.length;
    matched += addBlock(found, query, block, span);
  }
  const sorted = [...found.values()].sort(orderOf(query));
  return { rows: sorted.slice(0, query.limit).map((group) => rowOf(query, group)), matched, scanned };
}

function addBlock(found: Map<string, Group>, query: LogQuery, block: LineBlock, span: Span): number {
  const tests = query.conditions.map((condition) => testOf(block, condition));
  const columns = query.groupBy.map((field) => columnOf(block, field));
  // Few groups have many lines, and a text is made for a group of the block once.
  const ofBlock = new Map<string, Group>();
  let matched = 0;
  for (let index = 0; index < block.length; index += 1) {
    const time = block.times[index] ?? 0;
    if (time < span.from || time > span.to || !tests.every((test) => test(index))) continue;
    matched += 1;
    const numbers = columns.map((column) => column[index] ?? 0);
    const key = numbers.join();
    let group = ofBlock.get(key);
    if (group === undefined) {
      group = groupOf(
        found,
        numbers.map((number) => block.text(number)),
      );
      ofBlock.set(key, group);
    }
    group.count += 1;
    group.first = Math.min(group.first, time);
    group.last = Math.max(group.last, time);
  }
  return matched;
}

function groupOf(found: Map<string, Group>, values: readonly (string | undefined)[]): Group {
  const key = JSON.stringify(values);
  const known = found.get(key);
  if (known !== undefined) return known;
  const group = { values, count: 0, first: Infinity, last: -Infinity };
  found.set(key, group);
  return group;
}

function testOf(block: LineBlock, { field, texts }: Condition): (index: number) => boolean {
  const column = columnOf(block, field);
  const wanted = new Set(block.numbersOf(texts));
  return (index) => wanted.has(column[index] ?? 0);
}

function columnOf(block: LineBlock, field: string): Uint32Array {
  const column = block.column(field);
  if (column === undefined) throw new MalformedQueryError(`the local gateway keeps no field ${field}`);
  return column;
}

/** Groups that are equal in what the query sorts by stay in the order in which they came. */
function orderOf({ sort, groupBy, aggregates }: LogQuery): (a: Group, b: Group) => number {
  const kind = aggregates.find(({ name }) => name === sort.column)?.kind;
  const index = groupBy.indexOf(sort.column);
  const compare = (a: Group, b: Group): number => {
    if (kind !== undefined) return a[kind] - b[kind];
    const [one = '', other = ''] = [a.values[index], b.values[index]];
    return one < other ? -1 : Number(one > other);
  };
  return sort.descending ? (a, b) => compare(b, a) : compare;
}

function rowOf({ groupBy, aggregates }: LogQuery, group: Group): ResultRow {
  return [
    ...groupBy.flatMap((field, index) => {
      const value = group.values[index];
      return value === undefined ? [] : [{ field, value }];
    }),
    ...aggregates.map(({ kind, name }) => ({ field: name, value: String(group[kind]) })),
  ];
}
