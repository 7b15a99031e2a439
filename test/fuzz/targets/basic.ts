import { carriesClientSecret } from '../../../lib/core';
import { hasNaivePassword } from '../models/naive-secrets';
import { agree, bytes } from '../support/text';
import { inProportion } from '../support/work';

/** One value of `Authorization` at an endpoint that takes client secrets. */
export function fuzz(data: Buffer): void {
  const authorization = bytes(data);
  const call = { authorization, contentType: undefined, body: undefined, querySecrets: [] };
  const found = inProportion(authorization.length, 60, () => carriesClientSecret(call));
  agree(authorization, found, hasNaivePassword(authorization));
}
