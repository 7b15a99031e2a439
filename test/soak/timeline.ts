/** Milliseconds of `performance.now()` in the process of the soak. */
export type Instant = number;

interface Segment<T> {
  readonly from: Instant;
  readonly may: readonly T[];
}

/**
 * The states that something had, as one who writes to it can know them: from when a write is sent until it is answered, it may
 * have the state before and the one after; and a write without an answer may have happened or not.
 */
export class Timeline<T> {
  private segments: Segment<T>[];

  constructor(state: T) {
    this.segments = [{ from: -Infinity, may: [state] }];
  }

  /** A write is sent. */
  begins(now: Instant, state: T): void {
    this.add(now, [...new Set([...this.latest.may, state])]);
  }

  /** The state is known: a write was answered, or the state was read. */
  is(now: Instant, state: T): void {
    this.add(now, [state]);
  }

  /** Whether it may have had the state at some instant from `from` to `to`. */
  mayHaveBeen(state: T, from: Instant, to: Instant): boolean {
    return this.segments.some(
      ({ from: begin, may }, at) =>
        may.includes(state) && begin <= to && (this.segments[at + 1]?.from ?? Infinity) >= from,
    );
  }

  /** Forgets what ended before an instant. */
  forget(before: Instant): void {
    this.segments = this.segments.filter((_, at) => (this.segments[at + 1]?.from ?? Infinity) >= before);
  }

  private get latest(): Segment<T> {
    return this.segments.at(-1) as Segment<T>;
  }

  private add(from: Instant, may: readonly T[]): void {
    this.segments.push({ from, may });
  }
}
