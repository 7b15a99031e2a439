/** Lines of one block. Whole blocks are dropped, so the texts of dropped lines are freed with their block. */
const BLOCK_LINES = 5_000;

/** No value. */
const MISSING = 0;

/** A run of lines, by columns: each value is a number that names a text of the block. */
export class LineBlock {
  readonly times = new Float64Array(BLOCK_LINES);
  length = 0;
  private readonly columns: ReadonlyMap<string, Uint32Array>;
  private readonly texts: (string | undefined)[] = [undefined];
  private readonly numbers = new Map<string, number>();

  constructor(fields: readonly string[]) {
    this.columns = new Map(fields.map((field) => [field, new Uint32Array(BLOCK_LINES)]));
  }

  get isFull(): boolean {
    return this.length === BLOCK_LINES;
  }

  add(line: Readonly<Record<string, unknown>>, at: number): void {
    this.times[this.length] = at;
    for (const [field, column] of this.columns) column[this.length] = this.numberOf(textOf(line[field]));
    this.length += 1;
  }

  /** The numbers of a field's values; undefined for a field that is not kept. */
  column(field: string): Uint32Array | undefined {
    return this.columns.get(field);
  }

  /** The text of a number; undefined where the line has no value. */
  text(number: number): string | undefined {
    return this.texts[number];
  }

  /** The numbers of these texts, as far as a line has them. */
  numbersOf(texts: readonly string[]): readonly number[] {
    return texts.flatMap((text) => this.numbers.get(text) ?? []);
  }

  private numberOf(text: string | undefined): number {
    if (text === undefined) return MISSING;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** The lines of one log group: the newest, up to a bound. Only the fields that a host names are kept of each. */
export class KeptLines {
  private readonly kept: LineBlock[] = [];
  private cutAt: number | undefined;

  constructor(
    private readonly fields: readonly string[],
    private readonly maxLines: number,
  ) {}

  get blocks(): readonly LineBlock[] {
    return this.kept;
  }

  /** When the newest line was written that is kept no more; undefined while every line is there. */
  get lostUntil(): number | undefined {
    return this.cutAt;
  }

  add(line: Readonly<Record<string, unknown>>, at: number): void {
    let last = this.kept.at(-1);
    if (last === undefined || last.isFull) {
      last = new LineBlock(this.fields);
      this.kept.push(last);
      // The bound holds for full blocks, so the newest one comes on top of it.
      while ((this.kept.length - 1) * BLOCK_LINES > this.maxLines) this.drop();
    }
    last.add(line, at);
  }

  private drop(): void {
    const [dropped] = this.kept.splice(0, 1);
    this.cutAt = dropped?.times[dropped.length - 1];
  }
}

/** The text by which Logs Insights knows a value: true and false are 1 and 0. Objects and lists are no values of their own. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return typeof value === 'boolean' ? String(Number(value)) : undefined;
}
