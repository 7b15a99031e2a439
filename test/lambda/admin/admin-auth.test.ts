import { readAdminAuth } from '../../../lambda/admin/identity/admin-auth';
import { ConfigurationError } from '../../../lambda/shared/configuration/configuration';

const read = (value: string | undefined): unknown => readAdminAuth({ CORS_ADMIN_AUTH: value });
const GROUPS = {
  mode: 'cognito',
  viewAllowlistGroup: 'viewers',
  manageAllowlistGroup: 'managers',
  manageSettingsGroup: 'settings',
};
const SCOPES = { viewAllowlistScope: 'a/v', manageAllowlistScope: 'a/m', manageSettingsScope: 'a/s' };

test.each([[{ mode: 'iam' }], [GROUPS], [{ ...GROUPS, ...SCOPES }]])('%j is read as it is', (document) => {
  expect(read(JSON.stringify(document))).toEqual(document);
});

test.each<[string | undefined, string]>([
  [undefined, 'is not set'],
  ['', 'is not set'],
  ['iam', 'is not JSON'],
  ['null', 'the value: must be an object'],
  ['"cognito"', 'the value: must be an object'],
  ['7', 'the value: must be an object'],
  ['[]', 'the value: must be an object'],
  ['{}', 'mode: must be one of "iam"'],
  ['{"mode":"none"}', 'mode: must be one of "iam"'],
  ['{"mode":"iam","viewAllowlistGroup":"x"}', 'viewAllowlistGroup: is not a known field'],
  ['{"mode":"cognito"}', 'viewAllowlistGroup: must be a string'],
  [JSON.stringify({ ...GROUPS, manageSettingsGroup: 1 }), 'manageSettingsGroup: must be a string'],
  [JSON.stringify({ ...GROUPS, viewAllowlistScope: 1 }), 'viewAllowlistScope: must be a string'],
  [JSON.stringify({ ...GROUPS, color: 'red' }), 'color: is not a known field'],
])('%j stops the function at start with the field and the rule', (value, rule) => {
  expect(() => read(value)).toThrow(ConfigurationError);
  expect(() => read(value)).toThrow(`environment variable CORS_ADMIN_AUTH: ${rule} (`);
});
