import { MAX_HOST_LENGTH, MAX_LABELS } from './limits';

const LABEL = /^[a-z0-9_-]{1,63}$/;

/**
 * Whether the text is the host of an app's origin: labels and nothing else. The URL standard reads such a host as opaque,
 * so no address and no Punycode has a meaning in it.
 *
 * @see https://url.spec.whatwg.org/#concept-opaque-host-parser
 */
export function isAppHost(host: string): boolean {
  if (host.length > MAX_HOST_LENGTH) return false;
  const labels = host.split('.');
  return labels.length <= MAX_LABELS && labels.every((label) => LABEL.test(label));
}
