import { readEventParts } from '../../../lambda/shared/event/event-parts';
import { payload2Event } from '../../lambda/support/events';
import { agree, text } from '../support/text';
import { inProportion } from '../support/work';

/** The raw query of an HTTP API or a Function URL. */
export function fuzz(data: Buffer): void {
  const rawQueryString = text(data);
  const event = { ...payload2Event(), rawQueryString };
  const { query } = inProportion(rawQueryString.length, 100, () => readEventParts(event));
  // As servers read it; a "?" at the start belongs to the first name. Node decodes what is not ASCII by its lowest byte
  // where an escape beside it is malformed, so the model gets only ASCII.
  const ascii = rawQueryString.replace(/^\?/, '%3F').replace(/\P{ASCII}+/gu, encodeURIComponent);
  agree(rawQueryString, query, [...new URLSearchParams(ascii)]);
}
