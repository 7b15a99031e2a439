import { findClientSecret } from '../../../lib/core';
import { hasNaiveFormSecret } from '../models/naive-secrets';
import { must, text } from '../support/text';
import { inProportion } from '../support/work';

const HEADERS = { contentTypes: ['application/x-www-form-urlencoded'], contentCodings: [] };

/** A form at an endpoint that takes client secrets. */
export function fuzz(data: Buffer): void {
  const body = text(data);
  const find = (form: string): boolean =>
    findClientSecret({ authorization: [], query: [], body: { text: form, isWhole: true, ...HEADERS } }) ===
    'carried';
  const found = inProportion(body.length, 100, () => find(body));
  // The engine may see more than the model, which knows one spelling of the name; never less.
  must(found || !hasNaiveFormSecret(body), 'a client secret is not seen', body);
  must(!find(body.replaceAll(/[^a&=;]/g, '')), 'a client secret is seen where there is none', body);
}
