import { valuesOf } from '../lib/core';
import { isUtf8 } from 'node:buffer';
import type { ApiCall } from '../lambda/shared/event/api-call';
import { bodyBytes } from '../lambda/shared/event/event-parts';

const TEXTUAL_APPLICATION =
  /^application\/(?:json|xml|x-www-form-urlencoded|javascript|ecmascript|graphql|x-ndjson|yaml)$/;
const TEXTUAL_SUFFIX = /\+(?:json|xml|yaml)$/;
const UNICODE = /^"?(?:utf-?8|us-ascii)"?$/i;

/**
 * The event with a text body as text. An API with `binaryMediaTypes: *\/*`, which bodies need to arrive as bytes, hands
 * over every body as base64; handlers were mostly written for those that arrive as they are.
 *
 * Text is what the content type calls text (or leaves open) and what is UTF-8; everything else stays base64.
 */
export function withTextBody<TEvent>(event: TEvent, { body, headers }: ApiCall): TEvent {
  if (body?.base64 !== true || !isTextual(valuesOf(headers, 'content-type')[0])) return event;
  const bytes = bodyBytes(body);
  if (!isUtf8(bytes)) return event;
  return { ...event, body: bytes.toString('utf8'), isBase64Encoded: false };
}

/** `multipart/*` is left as bytes: a form whose file happens to be text would else arrive in another way than others. */
function isTextual(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  const essence = type.toLowerCase();
  if (!essence.startsWith('text/') && !TEXTUAL_APPLICATION.test(essence) && !TEXTUAL_SUFFIX.test(essence)) {
    return false;
  }
  const charset = parameters.find((parameter) => parameter.toLowerCase().startsWith('charset='));
  return charset === undefined || UNICODE.test(charset.slice('charset='.length));
}
