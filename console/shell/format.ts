import { text } from '../messages';

const DATE_TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

/** A time in the zone of the browser. */
export function when(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : DATE_TIME.format(at);
}

/** A time that is near: in how many hours or days it comes; undefined for others. */
export function soon(instant: string, now: number): string | undefined {
  const left = new Date(instant).getTime() - now;
  if (left <= 0 || left > 30 * DAY_MILLIS) return undefined;
  const span =
    left < 2 * DAY_MILLIS
      ? text.hours(Math.ceil(left / HOUR_MILLIS))
      : text.days(Math.round(left / DAY_MILLIS));
  return text.expiresIn(span);
}
