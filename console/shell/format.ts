import { text } from '../messages';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

/** A time in the zone of the browser, as `Intl` writes it in English: `Intl` loads the languages of the browser first, which takes 13 ms. */
export function when(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const date = `${text.months[at.getMonth()] ?? ''} ${String(at.getDate())}, ${String(at.getFullYear())}`;
  const hour = String(at.getHours() % 12 || 12);
  const minute = String(at.getMinutes()).padStart(2, '0');
  return `${date}, ${hour}:${minute} ${at.getHours() < 12 ? 'AM' : 'PM'}`;
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
