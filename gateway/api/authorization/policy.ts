import { isJsonObject, type JsonObject } from '../../json';
import { matchesWildcard } from './wildcard';

/** The result of a policy for one method. */
export type PolicyVerdict = 'allow' | 'explicit_deny' | 'implicit_deny' | 'malformed';

/** API Gateway's limit on one `Resource` of an authorizer's policy, in characters. */
export const POLICY_RESOURCE_LIMIT = 512;

const INVOKE = 'execute-api:invoke';

/**
 * Evaluates the policy of an authorizer for one method ARN: a Deny that matches wins, then an Allow that matches,
 * else nothing is allowed. Conditions, `NotAction` and `NotResource` are not evaluated and make it malformed, as does
 * any other shape: nothing is allowed by what is not understood.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicy(document: unknown, methodArn: string): PolicyVerdict {
  const listed = isJsonObject(document) ? document['Statement'] : undefined;
  const statements = (Array.isArray(listed) ? listed : [listed]).map((statement) =>
    effectOf(statement, methodArn),
  );
  if (statements.includes('malformed')) return 'malformed';
  if (statements.includes('Deny')) return 'explicit_deny';
  return statements.includes('Allow') ? 'allow' : 'implicit_deny';
}

type Effect = 'Allow' | 'Deny' | 'none' | 'malformed';

function effectOf(statement: unknown, methodArn: string): Effect {
  if (!isJsonObject(statement)) return 'malformed';
  if (['Condition', 'NotAction', 'NotResource'].some((element) => Object.hasOwn(statement, element))) {
    return 'malformed';
  }
  const effect = statement['Effect'];
  const actions = texts(statement, 'Action');
  const resources = texts(statement, 'Resource');
  if ((effect !== 'Allow' && effect !== 'Deny') || actions === undefined || resources === undefined) {
    return 'malformed';
  }
  if (resources.some((resource) => resource.length > POLICY_RESOURCE_LIMIT)) return 'malformed';
  // IAM compares actions without regard to case, resources with it.
  const matches =
    actions.some((action) => matchesWildcard(action.toLowerCase(), INVOKE)) &&
    resources.some((resource) => matchesWildcard(resource, methodArn));
  return matches ? effect : 'none';
}

function texts(statement: JsonObject, name: string): string[] | undefined {
  const value = statement[name];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((item) => typeof item === 'string') ? list : undefined;
}
