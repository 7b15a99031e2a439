/** One figure of a bench. */
export interface Figure {
  readonly what: string;
  /** The measured value with its unit. */
  readonly value: string;
  /** The value that it should reach, with its unit; undefined for figures that only inform. */
  readonly target?: string;
  /** Whether it reaches the target; undefined without one. */
  readonly reached?: boolean;
}

/** A named measurement. */
export interface Bench {
  readonly name: string;
  /** One line: the measured thing, and how it is measured. */
  readonly about: string;
  run(): Promise<readonly Figure[]>;
}

/** The middle one of the values; of an even number of them the lower one of the middle pair. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value that such a part of the values does not exceed, such as 0.95. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

/** A figure that should stay at or below a number. */
export function atMost(what: string, value: number, limit: number, unit: string, digits = 2): Figure {
  return {
    what,
    value: `${value.toFixed(digits)} ${unit}`,
    target: `<= ${String(limit)} ${unit}`,
    reached: value <= limit,
  };
}
