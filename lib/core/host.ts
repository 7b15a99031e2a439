import { hasAce, isStableAce } from './idna';
import { canonicalIpv6, isCanonicalIpv4 } from './ip-address';
import { MAX_HOST_LENGTH, MAX_LABELS, MAX_LABEL_LENGTH } from './limits';
import type { PatternReason } from './reasons';
import type { Result } from './result';

const DOT = 0x2e;
const NUMBER = /^(?:[0-9]+|0x[0-9a-f]*)$/;
const NINE = 0x39;

/** The kinds of host that an origin can have. */
export type HostForm = 'domain' | 'ipv4' | 'ipv6';

type HostResult = Result<
  { readonly form: HostForm },
  { readonly code: Extract<PatternReason, 'bad_host' | 'bad_ip' | 'too_long'> }
>;

const DOMAIN: HostResult = { valid: true, form: 'domain' };
const IPV4: HostResult = { valid: true, form: 'ipv4' };
const IPV6: HostResult = { valid: true, form: 'ipv6' };
const BAD_HOST: HostResult = { valid: false, code: 'bad_host' };
const BAD_IP: HostResult = { valid: false, code: 'bad_ip' };
const TOO_LONG: HostResult = { valid: false, code: 'too_long' };

/**
 * Reads a host that must be written exactly as the URL serializer writes it: lower case, Punycode, canonical address.
 *
 * Stricter than the URL standard on purpose: no punctuation that no domain name has, no trailing dot, no empty label.
 *
 * @see https://url.spec.whatwg.org/#host-parsing
 */
export function parseHost(host: string): HostResult {
  if (host[0] === '[') return host.endsWith(']') && isCanonicalIpv6(host.slice(1, -1)) ? IPV6 : BAD_IP;
  if (host.length > MAX_HOST_LENGTH) return TOO_LONG;
  const lastLabel = lastLabelStart(host);
  if (lastLabel < 0) return BAD_HOST;
  if (isNumberLabel(host, lastLabel)) return isCanonicalIpv4(host) ? IPV4 : BAD_IP;
  return hasAce(host) && !isStableAce(host) ? BAD_HOST : DOMAIN;
}

/**
 * Where the last label of a domain name begins; -1 when the text is not a domain name. This is the hottest check of a
 * verdict, so it is a loop: a regular expression takes twice the time.
 */
function lastLabelStart(host: string): number {
  let labels = 1;
  let start = 0;
  for (let i = 0; i < host.length; i++) {
    const code = host.charCodeAt(i);
    if (code === DOT) {
      if (!isLabelLength(i - start)) return -1;
      labels++;
      start = i + 1;
    } else if (!isLabelCode(code)) {
      return -1;
    }
  }
  return isLabelLength(host.length - start) && labels <= MAX_LABELS ? start : -1;
}

function isLabelLength(length: number): boolean {
  return length >= 1 && length <= MAX_LABEL_LENGTH;
}

/** `[a-z0-9_-]` */
function isLabelCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f;
}

function isCanonicalIpv6(text: string): boolean {
  return canonicalIpv6(text) === text;
}

/**
 * Whether the last label makes the URL parser read the whole host as an IPv4 address.
 *
 * @see https://url.spec.whatwg.org/#ends-in-a-number-checker
 */
function isNumberLabel(host: string, start: number): boolean {
  // No name whose last label begins with a letter is a number: the common case, without a slice.
  return host.charCodeAt(start) <= NINE && NUMBER.test(host.slice(start));
}
