import { carriesClientSecret } from '../../../lib/core';
import { hasNaiveFormSecret } from '../models/naive-secrets';
import { must, text } from '../support/text';
import { inProportion } from '../support/work';

const FORM = 'application/x-www-form-urlencoded';

/** A form at an endpoint that takes client secrets. */
export function fuzz(data: Buffer): void {
  const body = text(data);
  const call = { authorization: undefined, contentType: FORM, body, querySecrets: [] };
  const found = inProportion(body.length, 100, () => carriesClientSecret(call));
  // The engine may see more than the model, which knows one spelling of the name; never less.
  must(found || !hasNaiveFormSecret(body), 'a client secret is not seen', body);
  const without = carriesClientSecret({ ...call, body: body.replaceAll(/[^a&=;]/g, '') });
  must(!without, 'a client secret is seen where there is none', body);
}
