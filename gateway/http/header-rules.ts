import type { HeaderList } from './headers';

/**
 * API Gateway drops and renames some headers on the way to and from a Lambda proxy integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const DROPPED_FROM_REQUEST = new Set([
  'connection',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

const DROPPED_FROM_RESPONSE = new Set([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  // Not in the table: the length is counted anew from the body that is sent.
  'content-length',
]);

const REMAPPED_IN_RESPONSE = new Set([
  'authorization',
  'connection',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);

/** The headers of a request that a function gets to see. */
export function requestHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !DROPPED_FROM_REQUEST.has(name.toLowerCase()));
}

/** The headers of a function's answer as the client gets them. */
export function responseHeaders(headers: HeaderList): HeaderList {
  return headers
    .filter(([name]) => !DROPPED_FROM_RESPONSE.has(name.toLowerCase()))
    .map(([name, value]) => [
      REMAPPED_IN_RESPONSE.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
      value,
    ]);
}
