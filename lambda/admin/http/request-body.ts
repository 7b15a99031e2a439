import { valuesOf } from '../../../lib/core';
import type { AdminRoute } from '../../../lib/contract';
import { importDocument } from './xml-body';
import type { AdminCall } from './admin-call';
import { bodyText } from './body-text';
import { parseJsonBody } from './json-body';
import { bodyFormat, type BodyFormat } from './media-type';

/** A body that is unambiguous JSON by now, and what it was sent as. */
export interface RequestBody {
  readonly format: BodyFormat;
  readonly json: string;
}

const JSON_ONLY: readonly BodyFormat[] = ['json'];
const TAKEN: Readonly<Record<string, readonly BodyFormat[]>> = {
  'POST /allowlist': JSON_ONLY,
  'POST /allowlist/import': ['json', 'xml'],
  'PUT /allowlist/{id}': JSON_ONLY,
  'POST /evaluate': JSON_ONLY,
  'PUT /settings': JSON_ONLY,
};

/**
 * The body of a route that takes one; what other routes are sent is not looked at.
 *
 * XML becomes the JSON that says the same, so that one schema judges both.
 *
 * @throws AdminProblem 415, 413 or 400
 */
export function readRequestBody(call: AdminCall, route: AdminRoute): RequestBody | undefined {
  const taken = TAKEN[`${route.method} ${route.path}`];
  if (taken === undefined) return undefined;
  const format = bodyFormat(valuesOf(call.headers, 'content-type'), taken);
  const text = bodyText(call.body, format);
  if (format === 'xml') {
    const mode = call.query.find(([name]) => name === 'mode')?.[1] ?? 'create';
    return { format, json: JSON.stringify({ mode, entries: importDocument(text) }) };
  }
  parseJsonBody(text);
  return { format, json: text };
}
