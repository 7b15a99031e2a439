import { bodyBytes, type EventBody } from '../../shared/event/event-body';
import type { AdminBody } from '../../../lib/contract';
import { MAX_BODY_BYTES } from '../limits';
import { AdminProblem } from '../problem/admin-problem';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a body; a missing one is empty.
 *
 * @throws AdminProblem `body_too_large`, or `bad_json`/`bad_xml` when it is not UTF-8
 */
export function bodyText(body: EventBody | undefined, form: AdminBody): string {
  if (body === undefined) return '';
  // Each character of either encoding is less than four bytes, so a longer text is refused before it is decoded.
  if (body.data.length > MAX_BODY_BYTES * 4) throw new AdminProblem('body_too_large');
  const bytes = bodyBytes(body);
  if (bytes.length > MAX_BODY_BYTES) throw new AdminProblem('body_too_large');
  try {
    return UTF8.decode(bytes);
  } catch {
    const code = form === 'xml' ? 'bad_xml' : 'bad_json';
    throw new AdminProblem(code, { detail: 'The body is not UTF-8.' });
  }
}
