import { z } from '@hono/zod-openapi';
import { DESCRIPTION_RULE, NAME_RULE, normalizedTime } from '../../../lib/contract';
import type { EntryFields } from '../../store/entry-store';
import { shownText, timeSchema } from './contract-rules';

/** The fields of an entry that a person can set. */
export const settableFields = {
  name: shownText(NAME_RULE).optional().openapi({ description: 'What the entry is called.' }),
  description: shownText(DESCRIPTION_RULE).optional().openapi({ description: 'What the entry is for.' }),
  expiresAt: timeSchema
    .optional()
    .openapi({ description: 'From this instant on the entry does not match. Default: never.' }),
  allowSharedOrigin: z
    .boolean()
    .optional()
    .openapi({
      description:
        'Admits a wildcard over a suffix under which strangers register names, such as https://*.github.io. ' +
        'Such an entry does not count where answers carry credentials. Default: false.',
    }),
  status: z
    .enum(['active', 'inactive'])
    .optional()
    .openapi({ description: 'An inactive entry does not match. Default: active.' }),
};

/** The settable fields as a request has them. */
export interface SettableFields {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly allowSharedOrigin?: boolean | undefined;
  readonly status?: 'active' | 'inactive' | undefined;
}

/** The settable fields as the store takes them: times in one form, what has its default not there. */
export function entryFields(input: SettableFields): EntryFields {
  const { name, description, expiresAt, allowSharedOrigin, status } = input;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt: normalizedTime(expiresAt) }),
    ...(allowSharedOrigin === true ? { allowSharedOrigin } : {}),
    ...(status === 'inactive' ? { status } : {}),
  };
}
