import {
  MAX_LABEL_LENGTH,
  MAX_LABELS,
  MAX_ORIGIN_LENGTH,
  MAX_PATH_LENGTH,
  MAX_REQUESTED_HEADERS,
  MAX_REQUESTED_HEADERS_LENGTH,
  MAX_SECRET_BODY_BYTES,
  type ClientAuthentication,
  type CorsRequest,
} from '../../lib/core';
import { received, requestFrom } from './requests';

const LABEL = 'a'.repeat(MAX_LABEL_LENGTH);
const LONGEST_HOST = [LABEL, LABEL, LABEL, LABEL.slice(2)].join('.');
const MOST_LABELS = Array.from({ length: MAX_LABELS }, () => 'a'.repeat(7))
  .join('.')
  .slice(0, 253);
const PUNYCODE = Array.from({ length: 14 }, () => 'xn--mnchen-3ya').join('.');

/** Names that fill the length that is echoed. */
const MOST_NAMES = Array.from({ length: MAX_REQUESTED_HEADERS }, (_, index) =>
  `x${String(index)}`.padEnd(Math.floor(MAX_REQUESTED_HEADERS_LENGTH / MAX_REQUESTED_HEADERS) - 1, 'x'),
).join(',');

function preflight(requestedHeaders: string): CorsRequest {
  return requestFrom('https://app.fabrikam.com', {
    method: 'OPTIONS',
    // A preflight for a public endpoint is answered to everybody, with the names that it asks for.
    path: received('/services/oauth2/id/keys'),
    requestedMethod: 'GET',
    requestedHeaders: received(requestedHeaders),
  });
}

function forPath(path: string): CorsRequest {
  return requestFrom('https://app.fabrikam.com', { path: received(path) });
}

/** Requests that would keep the engine busy, each at its limit. */
export function adversarialRequests(): Readonly<Record<string, CorsRequest>> {
  return {
    'longest origin': requestFrom(`https://${LONGEST_HOST}:65535`),
    'most labels': requestFrom(`https://${MOST_LABELS}`),
    'most Punycode labels': requestFrom(`https://${PUNYCODE}`),
    'longest malformed origin': requestFrom(
      `https://${'a.'.repeat(MAX_ORIGIN_LENGTH).slice(0, MAX_ORIGIN_LENGTH - 8)}`,
    ),
    'most requested headers': preflight(MOST_NAMES),
    'longest white space in them': preflight(`a${' '.repeat(MAX_REQUESTED_HEADERS_LENGTH - 2)}b`),
    'most empty elements in them': preflight(','.repeat(MAX_REQUESTED_HEADERS_LENGTH)),
    'longest path': forPath(`/services/data/${'a/'.repeat(MAX_PATH_LENGTH).slice(0, MAX_PATH_LENGTH - 16)}`),
    'longest path of escapes': forPath(
      `/services/data/${'%20'.repeat(MAX_PATH_LENGTH).slice(0, MAX_PATH_LENGTH - 16 - ((MAX_PATH_LENGTH - 16) % 3))}`,
    ),
  };
}

/** Calls to a token endpoint that keep the search for a client secret busy. */
const BODY_UNITS: Readonly<Record<string, string>> = {
  'one plain value': 'x',
  'pairs without a value': 'a&',
  'names that begin like the secret': 'client_secre=b&',
  'escaped names': '%63lient_secre=b&',
  'names in letters of two bytes': '\u017flient_secre=b&',
  'empty members': '"client_secret":"",',
  'members with escapes': '"client\\u005fsecre":1,',
  'nested objects': '{"a":',
  'parts with the name of none': 'content-disposition: name=client_secre\n\n',
  boundaries: '--b\r\n',
  NULs: '\0',
};

/** Bodies at the limit, and the longest credentials that API Gateway takes. */
export function adversarialClients(): Readonly<Record<string, ClientAuthentication>> {
  const none = { authorization: [], query: [], body: undefined };
  const bodies = Object.entries(BODY_UNITS).map(([what, unit]) => {
    const bytes = Buffer.from(unit.repeat(MAX_SECRET_BODY_BYTES)).subarray(0, MAX_SECRET_BODY_BYTES);
    const body = {
      text: bytes.toString('utf8'),
      isWhole: true,
      contentTypes: ['text/plain'],
      contentCodings: [],
    };
    return [`64 kB of ${what}`, { ...none, body }] as const;
  });
  const basic = (unit: string): ClientAuthentication => ({
    ...none,
    authorization: [received(`Basic ${unit.repeat(MAX_PATH_LENGTH)}`.slice(0, MAX_PATH_LENGTH))],
  });
  return {
    ...Object.fromEntries(bodies),
    'longest credentials': basic('a'),
    'longest credentials of blanks': basic('a '),
    'longest credentials of commas': basic(',basic a'),
  };
}
