import { Token } from 'aws-cdk-lib';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import { authorizerIssue, integrationIssue } from '../protection-issues';
import type { SynthIssue } from '../../synth/synth-error';
import { AUTH, AUTHORIZER_EXTENSION, AUTHTYPE, INTEGRATION, membersOf, type JsonObject } from './document';

/** The operation of every method that its path does not name. */
const ANY = 'x-amazon-apigateway-any-method';
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', ANY];

/** Whether a member of a path item is an operation. */
export function isOperation(key: string): boolean {
  return METHODS.includes(key.toLowerCase());
}

/** Whether an operation answers preflights. */
export function isPreflight(key: string): boolean {
  return key.toUpperCase() === PREFLIGHT_METHOD;
}

/** An operation as people call it: `GET /orders`. */
export function operationName(path: string, key: string): string {
  return `${key.toLowerCase() === ANY ? 'ANY' : key.toUpperCase()} ${path}`;
}

/**
 * The authorization that an operation has already; undefined where it has none. An API key is not an authorizer, and stays beside one.
 *
 * @param schemes those of the document
 */
export function ownAuthorizer(operation: JsonObject, schemes: JsonObject): unknown {
  const type = membersOf(operation[AUTH])['type'];
  if (type !== undefined && !(typeof type === 'string' && type.toUpperCase() === 'NONE')) return type;
  const { security } = operation;
  if (!Array.isArray(security)) return security;
  const names = security.flatMap((requirement) =>
    Token.isUnresolved(requirement) ? [String(requirement)] : Object.keys(membersOf(requirement)),
  );
  const others = names.filter((name) => !isApiKey(membersOf(schemes[name])));
  return others.length === 0 ? undefined : others;
}

/** The key of a usage plan. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html */
function isApiKey(scheme: JsonObject): boolean {
  const { type, name } = scheme;
  const isKey = type === 'apiKey' && typeof name === 'string' && name.toLowerCase() === 'x-api-key';
  return isKey && scheme[AUTHORIZER_EXTENSION] === undefined && scheme[AUTHTYPE] === undefined;
}

/** Everything that keeps an operation from being protected. */
export function operationIssues(
  name: string,
  operation: JsonObject,
  schemes: JsonObject,
  keepAuthorizers: boolean,
): readonly SynthIssue[] {
  const own = ownAuthorizer(operation, schemes);
  return [
    ...(own === undefined || keepAuthorizers ? [] : [authorizerIssue(name, own)]),
    ...integrationIssues(name, operation),
  ];
}

function integrationIssues(name: string, operation: JsonObject): readonly SynthIssue[] {
  if (operation[INTEGRATION] === undefined) {
    const rule = 'the operation must have an integration';
    const prop = `${INTEGRATION} of ${name}`;
    return [{ prop, value: 'missing', rule, fix: 'give the operation its integration' }];
  }
  const type = membersOf(operation[INTEGRATION])['type'] ?? 'unknown';
  if (typeof type === 'string' && type.toLowerCase() === 'aws_proxy') return [];
  return [
    integrationIssue(
      name,
      type,
      'name the paths with Lambda proxy integrations (aws_proxy) in the option paths',
    ),
  ];
}
