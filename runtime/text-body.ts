import { valuesOf } from '../lib/core';
import { isUtf8 } from 'node:buffer';
import type { ApiCall } from '../lambda/shared/event/api-call';
import { bodyBytes } from '../lambda/shared/event/event-body';

const TEXTUAL_APPLICATION =
  /^application\/(?:json|xml|x-www-form-urlencoded|javascript|ecmascript|graphql|x-ndjson|yaml)$/;
const TEXTUAL_SUFFIX = /\+(?:json|xml|yaml)$/;
const UNICODE = /^"?(?:utf-?8|us-ascii)"?$/i;

/**
 * The event with a text body as text. An API with `binaryMediaTypes: *\/*` hands over every body as base64, but most
 * handlers expect a text body as it was sent.
 *
 * A body is text when it is UTF-8 and its content type names text or is missing. Every other body stays base64.
 */
export function withTextBody<TEvent>(event: TEvent, call: ApiCall): TEvent {
  const { body } = call;
  if (body?.base64 !== true || !isTextual(valuesOf(call.headers, 'content-type')[0])) return event;
  const bytes = bodyBytes(body);
  if (!isUtf8(bytes)) return event;
  return { ...event, body: bytes.toString('utf8'), isBase64Encoded: false };
}

/** `multipart/*` stays base64: otherwise a form would arrive as text or as base64 by the bytes of its files. */
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
