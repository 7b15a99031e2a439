import { findClientSecret } from '../../../lib/core';
import { hasNaivePassword } from '../models/naive-secrets';
import { bytes, must } from '../support/text';
import { inProportion } from '../support/work';

/** One value of `Authorization` at an endpoint that takes client secrets. */
export function fuzz(data: Buffer): void {
  const authorization = bytes(data);
  const find = (value: string): boolean =>
    findClientSecret({ authorization: [value], query: [], body: undefined }) === 'carried';
  const found = inProportion(authorization.length, 60, () => find(authorization));
  // The engine may see more than the model, which is one server; never less.
  must(found || !hasNaivePassword(authorization), 'a password is not seen', authorization);
  must(!find(authorization.replaceAll(/basic/gi, 'bearer')), 'a password without its scheme', authorization);
}
