/** A condition on a line: one of these texts must be in a field. */
export interface Condition {
  readonly field: string;
  readonly texts: readonly string[];
}

/** A column that sums up a group: its number of lines, or the time of its first or last one. */
export interface Aggregate {
  readonly kind: 'count' | 'first' | 'last';
  readonly name: string;
}

/** The one kind of query that is answered here. */
export interface LogQuery {
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  readonly aggregates: readonly Aggregate[];
  readonly groupBy: readonly string[];
  readonly sort: { readonly column: string; readonly descending: boolean };
  readonly limit: number;
}

/** A query that Logs Insights may understand and this machine does not, or one that nobody understands. */
export class MalformedQueryError extends Error {
  override readonly name = 'MalformedQueryException';
}

/** The most rows that a query may ask for. */
const MAX_ROWS = 10_000;

const FORM =
  'the local gateway answers only: filter FIELD = "TEXT" and FIELD in ["TEXT", …] | stats count(*) as NAME, min(@timestamp) as NAME, ' +
  'max(@timestamp) as NAME by FIELD, … | sort NAME desc | limit NUMBER';

const TOKEN = /\s*(?:"((?:[^"\\]|\\["\\])*)"|(@?[A-Za-z_][\w.]*)|(\d+)|([|,()=*[\]]))/y;

type Token = { readonly kind: 'text' | 'word' | 'number' | 'sign'; readonly value: string };

/**
 * Reads a query.
 *
 * @throws MalformedQueryError for every other form, so that no answer is a wrong one
 */
export function parseQuery(text: string): LogQuery {
  const reader = new Reader(tokensOf(text));
  const conditions = reader.filter();
  reader.expect('|');
  const { aggregates, groupBy } = reader.stats();
  reader.expect('|');
  const sort = reader.sort();
  reader.expect('|');
  const limit = reader.limit();
  const columns = [...aggregates.map(({ name }) => name), ...groupBy];
  if (!columns.includes(sort.column)) throw malformed(`no column ${sort.column} to sort by`);
  if (new Set(columns).size < columns.length) throw malformed('a column is there twice');
  if (limit < 1 || limit > MAX_ROWS) throw malformed(`a limit is a number from 1 to ${String(MAX_ROWS)}`);
  return { conditions, aggregates, groupBy, sort, limit };
}

function malformed(what: string): MalformedQueryError {
  return new MalformedQueryError(`${what}; ${FORM}`);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (match === null) throw malformed(`unexpected text at character ${String(at + 1)}`);
    const [, quoted, word, number, sign] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replace(/\\(.)/g, '$1') });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  filter(): Condition[] {
    this.expect('filter');
    const conditions = [this.condition()];
    while (this.takes('and')) conditions.push(this.condition());
    return conditions;
  }

  stats(): Pick<LogQuery, 'aggregates' | 'groupBy'> {
    this.expect('stats');
    const aggregates = [this.aggregate()];
    while (this.takes(',')) aggregates.push(this.aggregate());
    this.expect('by');
    const groupBy = [this.next('word')];
    while (this.takes(',')) groupBy.push(this.next('word'));
    return { aggregates, groupBy };
  }

  sort(): LogQuery['sort'] {
    this.expect('sort');
    const column = this.next('word');
    if (this.takes('desc')) return { column, descending: true };
    this.expect('asc');
    return { column, descending: false };
  }

  limit(): number {
    this.expect('limit');
    const limit = Number(this.next('number'));
    if (this.at < this.tokens.length) throw malformed(`unexpected ${this.tokens[this.at]?.value ?? ''}`);
    return limit;
  }

  expect(value: string): void {
    if (!this.takes(value)) {
      throw malformed(`expected ${value}, and not ${this.tokens[this.at]?.value ?? 'the end'}`);
    }
  }

  private condition(): Condition {
    const field = this.next('word');
    if (this.takes('=')) return { field, texts: [this.next('text')] };
    this.expect('in');
    this.expect('[');
    const texts = [this.next('text')];
    while (this.takes(',')) texts.push(this.next('text'));
    this.expect(']');
    return { field, texts };
  }

  private aggregate(): Aggregate {
    const name = this.next('word');
    const kinds: Readonly<Record<string, Aggregate['kind']>> = { count: 'count', min: 'first', max: 'last' };
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw malformed(`no function ${name}`);
    this.expect('(');
    this.expect(kind === 'count' ? '*' : '@timestamp');
    this.expect(')');
    this.expect('as');
    return { kind, name: this.next('word') };
  }

  private takes(value: string): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === 'text' || token.value !== value) return false;
    this.at += 1;
    return true;
  }

  private next(kind: Token['kind']): string {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) throw malformed(`expected a ${kind}, and not ${token?.value ?? 'the end'}`);
    this.at += 1;
    return token.value;
  }
}
