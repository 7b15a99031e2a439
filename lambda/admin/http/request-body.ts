import type { AdminBody, AdminRoute } from '../../../lib/contract';
import { valuesOf } from '../../../lib/core';
import type { AdminCall } from './admin-call';
import { bodyText } from './body-text';
import { checkJsonText } from './json-body';
import { bodyForm } from './media-type';
import { importDocument } from './xml-body';

/** A body that is unambiguous JSON by now, and the form in which it was sent. */
export interface RequestBody {
  readonly form: AdminBody;
  readonly json: string;
}

/**
 * The body of a route that takes one; a body that is sent to another route is not looked at.
 *
 * XML becomes the JSON that says the same, so that one schema judges both.
 *
 * @throws AdminProblem 415, 413 or 400
 */
export function readRequestBody(call: AdminCall, { takes }: AdminRoute): RequestBody | undefined {
  if (takes.length === 0) return undefined;
  const form = bodyForm(valuesOf(call.headers, 'content-type'), takes);
  const text = bodyText(call.body, form);
  if (form === 'xml') {
    const mode = call.query.find(([name]) => name === 'mode')?.[1] ?? 'create';
    return { form, json: JSON.stringify({ mode, entries: importDocument(text) }) };
  }
  checkJsonText(text);
  return { form, json: text };
}
