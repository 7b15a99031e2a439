/** The parts of a time as the form shows them, in the zone of the browser. */
export interface DateAndTime {
  /** `YYYY-MM-DD`, or nothing for "never". */
  readonly date: string;
  /** `hh:mm`. */
  readonly time: string;
}

const DAY_MILLIS = 86_400_000;

/** Days after which an entry may end by one click. */
export const PRESET_DAYS = [1, 7, 30] as const;

/** The parts of an instant. */
export function partsOf(instant: string | undefined): DateAndTime {
  if (instant === undefined) return { date: '', time: '' };
  const at = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
}

/** The instant that the parts name; undefined for no date, null for parts that name none. Midnight without a time. */
export function instantOf({ date, time }: DateAndTime): string | undefined | null {
  if (date === '') return undefined;
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time === '' ? '00:00' : time);
  if (day === null || clock === null) return null;
  const [year, month, dayOfMonth] = day.slice(1).map(Number) as [number, number, number];
  const at = new Date(year, month - 1, dayOfMonth, Number(clock[1]), Number(clock[2]));
  // Engines take the 30th of February for the 2nd of March.
  return at.getMonth() === month - 1 && at.getDate() === dayOfMonth ? at.toISOString() : null;
}

/** The parts of the instant that is so many days from now. */
export function daysFrom(now: number, days: number): DateAndTime {
  return partsOf(new Date(now + days * DAY_MILLIS).toISOString());
}
