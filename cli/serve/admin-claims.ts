import { ADMIN_AUTH, type AdminAuthDocument } from '../../lib/contract';
import type { ResourceProperties, Stacks } from '../../gateway';

/** The claims of somebody with every permission, where the admin API takes tokens of a user pool; else none. */
export function adminClaims(stacks: Stacks): Record<string, string> {
  const documents = stacks.resourcesOf('AWS::Lambda::Function').map(authOf);
  const auth = documents.find((document) => document?.mode === 'cognito');
  if (auth?.mode !== 'cognito') return {};
  const groups = [auth.viewAllowlistGroup, auth.manageAllowlistGroup, auth.manageSettingsGroup];
  return { sub: 'local', token_use: 'id', 'cognito:username': 'local', 'cognito:groups': groups.join(',') };
}

function authOf(resource: ResourceProperties): AdminAuthDocument | undefined {
  try {
    const text = resource.nested('Environment')?.stringMap('Variables').get(ADMIN_AUTH);
    return text === undefined ? undefined : (JSON.parse(text) as AdminAuthDocument);
  } catch {
    // A function of somebody else.
    return undefined;
  }
}
