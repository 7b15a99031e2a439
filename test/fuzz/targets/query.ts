import { readEventParts } from '../../../lambda/shared/event/event-parts';
import { payload2Event } from '../../lambda/support/events';
import { agree, text } from '../support/text';
import { inProportion } from '../support/work';

/** The raw query of an HTTP API or a Function URL. */
export function fuzz(data: Buffer): void {
  const rawQueryString = text(data);
  const event = { ...payload2Event(), rawQueryString };
  const { query } = inProportion(rawQueryString.length, 100, () => readEventParts(event));
  // As servers read it; a "?" at the start belongs to the first name.
  agree(rawQueryString, query, [...new URLSearchParams(rawQueryString.replace(/^\?/, '%3F'))]);
}
