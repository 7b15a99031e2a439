import type { PolicyDecision } from '../shared/token/check-result';

/** A policy for one request. */
export interface EvaluatedPolicy {
  readonly decision: PolicyDecision;
  /** Whether API Gateway could allow the request: by an Allow that is evaluated here, or by one with conditions. */
  readonly mayAllow: boolean;
  /** Whether parts that are not evaluated here counted as Deny. */
  readonly isPartlyRead: boolean;
}

type Effect = 'Allow' | 'Deny' | 'none' | 'unread Allow' | 'unread Deny';

const INVOKE = 'execute-api:invoke';
const UNREAD = ['Condition', 'NotAction', 'NotResource'];

/**
 * Evaluates the policy of an authorizer for a method ARN: a Deny that matches wins, then an Allow that matches; `*` and `?` match
 * any characters, slashes too. Conditions, `NotAction`, `NotResource` and policy variables are not evaluated, and count as Deny.
 *
 * @returns undefined for what is no policy
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicy(document: unknown, methodArn: string): EvaluatedPolicy | undefined {
  const listed = isObject(document) ? document['Statement'] : undefined;
  const effects: Effect[] = [];
  for (const statement of Array.isArray(listed) ? (listed as unknown[]) : [listed]) {
    const effect = effectOf(statement, methodArn);
    if (effect === undefined) return undefined;
    effects.push(effect);
  }
  const mayAllow = effects.includes('unread Allow');
  const isPartlyRead = mayAllow || effects.includes('unread Deny');
  const isDenied = effects.includes('Deny');
  const isAllowed = effects.includes('Allow');
  return {
    decision: isDenied || isPartlyRead ? 'deny' : isAllowed ? 'allow' : 'undecided',
    mayAllow: !isDenied && (isAllowed || mayAllow),
    isPartlyRead,
  };
}

function effectOf(statement: unknown, methodArn: string): Effect | undefined {
  if (!isObject(statement)) return undefined;
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (UNREAD.some((name) => Object.hasOwn(statement, name))) return `unread ${effect}`;
  const actions = texts(statement['Action']);
  const resources = texts(statement['Resource']);
  if (actions === undefined || resources === undefined) return undefined;
  // IAM replaces `${…}` by a value of the request, or by a character that is no wildcard.
  if (resources.some((resource) => resource.includes('${'))) return `unread ${effect}`;
  // IAM compares actions without regard to case, resources with it.
  const matches =
    actions.some((action) => isMatch(action.toLowerCase(), INVOKE)) &&
    resources.some((resource) => isMatch(resource, methodArn));
  return matches ? effect : 'none';
}

function texts(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string') ? list : undefined;
}

/** Without a regular expression, whose time could grow with the square of the text. */
function isMatch(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let place = 0;
  while (place < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = place;
    } else if (pattern[at] === '?' || pattern[at] === text[place]) {
      at++;
      place++;
    } else if (star >= 0) {
      at = star + 1;
      place = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
