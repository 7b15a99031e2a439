import type { AskedFor } from '../../../lambda/admin/initial/deployment-request';
import {
  type AskingRequest,
  readEntries,
  wantedEntries,
  wantsSettings,
} from '../../../lambda/admin/initial/wanted-entries';

const A = { pattern: 'https://a.example' };
const B = { pattern: 'https://b.example' };
const HELD = [A, B];

const asked = (patterns: readonly string[], enable = false, tableName = 'table'): AskedFor => ({
  tableName,
  patterns,
  enableCorsForOAuthEndpoints: enable,
});
const both = [A.pattern, B.pattern];

test('the file beside the handler is read with every field that code may name', () => {
  const full = {
    ...A,
    name: 'Ada',
    description: 'An app',
    owner: 'web',
    expiresAt: '2030-05-01T12:00:00.000Z',
    allowSharedOrigin: true,
  };
  expect(readEntries(JSON.stringify([full, B]))).toEqual([full, B]);
  expect(readEntries('[]')).toEqual([]);
});

test.each([
  ['{}', 'the value: must be a list'],
  ['[{}]', '[0].pattern: must be a string'],
  ['[{"pattern":"x","name":1}]', '[0].name: must be a string'],
  ['[{"pattern":"x","allowSharedOrigin":"true"}]', '[0].allowSharedOrigin: must be true or false'],
  ['[{"pattern":"x","color":"red"}]', '[0].color: is not a known field'],
])('the file %s is refused', (json, message) => {
  expect(() => readEntries(json)).toThrow(message);
});

const create = (now: AskedFor): AskingRequest => ({ type: 'Create', now });
const update = (now: AskedFor, before: AskedFor, repeated = false): AskingRequest => ({
  type: 'Update',
  now,
  before,
  repeated,
});

test.each<[string, AskingRequest, readonly object[]]>([
  ['a creation wants all that it names', create(asked(both)), [A, B]],
  ['a creation wants no other', create(asked([B.pattern])), [B]],
  ['an update wants what is named for the first time', update(asked(both), asked([A.pattern])), [B]],
  ['an update wants nothing that was named before', update(asked([A.pattern]), asked(both)), []],
  ['a repeated update wants all', update(asked(both), asked(both), true), [A, B]],
  ['an update of another table wants all', update(asked(both), asked(both, false, 'other')), [A, B]],
])('%s', (_, request, wanted) => {
  expect(wantedEntries(request, HELD)).toEqual(wanted);
});

test('what the deployment names and the function does not hold is an error with the pattern', () => {
  const request = create(asked(['https://c.example']));
  expect(() => wantedEntries(request, HELD)).toThrow(
    'https://c.example: is not among the entries of the function',
  );
});

test.each<[string, AskingRequest, boolean]>([
  ['a creation that asks for them', create(asked([], true)), true],
  ['a creation that does not', create(asked([])), false],
  ['an update that asks for them first', update(asked([], true), asked([])), true],
  ['an update that asked before', update(asked([], true), asked([], true)), false],
  ['an update that asks no more', update(asked([]), asked([], true)), false],
  ['a repeated update', update(asked([], true), asked([], true), true), true],
  ['an update of another table', update(asked([], true), asked([], true, 'other')), true],
])('the settings of %s are wanted: %p', (_, request, wanted) => {
  expect(wantsSettings(request)).toBe(wanted);
});
