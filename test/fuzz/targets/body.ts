import { findClientSecret } from '../../../lib/core';
import { must, text } from '../support/text';
import { inProportion } from '../support/work';

const TYPES = ['application/json', 'multipart/form-data; boundary=b', 'text/plain'];

/** A body of any type at an endpoint that takes client secrets. */
export function fuzz(data: Buffer): void {
  const body = text(data);
  const type = TYPES[data.length % TYPES.length] ?? '';
  const headers = { contentTypes: [type], contentCodings: [] };
  const call = { authorization: [], query: [], body: { text: body, isWhole: true, ...headers } };
  const found = inProportion(body.length, 150, () => findClientSecret(call));
  must(found === 'carried' || !hasJsonSecret(body), 'a client secret is not seen', body);
  // The letters of the name are there one after the other, but for escapes, pieces, and letters of other alphabets.
  const letters = body.replace(/[^a-z]/gi, '').toLowerCase();
  const isThere = letters.includes('clientsecret') || /[%\\*]|[^ -~\s]/.test(body);
  must(found !== 'carried' || isThere, 'a client secret is seen where there is none', body);
}

/** Whether JSON has a value for the name at its top. */
function hasJsonSecret(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(value).some(
      ([name, secret]) => name === 'client_secret' && secret !== '' && secret !== null,
    );
  } catch {
    return false;
  }
}
