import { Token } from 'aws-cdk-lib';
import { isBelow } from '../../../../core';
import { AUTHORIZER } from '../../api/cors-authorizer';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import { responseIssue } from '../protection-issues';
import type { SynthIssue } from '../../synth/synth-error';
import { dialectOf } from './dialect';
import { HTTP_API_CORS, membersOf, objectOf, RESPONSES, type JsonObject } from './document';
import { isOperation, isPreflight, operationIssues, operationName } from './operation';
import type { Scope } from './scope';

/** Members that refer to operations elsewhere. */
const UNWRITTEN = ['$ref', 'Fn::Transform'];

/** Everything in a document that cannot work. */
export function definitionIssues(definition: unknown, scope: Scope): readonly SynthIssue[] {
  const document = objectOf(definition);
  if (document === undefined) {
    const rule = 'must be an OpenAPI document as an object';
    const fix = 'parse it and give the object, or give the JSON file to protectedDefinitionFile()';
    return [{ prop: 'definition', value: shown(definition), rule, fix }];
  }
  return [
    ...versionIssues(document),
    ...securityIssues(document),
    ...corsIssues(document),
    ...schemeIssues(document),
    ...Object.entries(membersOf(document[RESPONSES])).flatMap(([type, response]) =>
      responseIssue(type, membersOf(membersOf(response)['responseParameters'])),
    ),
    ...pathIssues(document, scope),
  ];
}

function versionIssues(document: JsonObject): readonly SynthIssue[] {
  if (dialectOf(document) !== undefined) return [];
  const value = document['openapi'] ?? document['swagger'] ?? 'missing';
  const rule = 'must be OpenAPI 3.0 or Swagger 2.0, which API Gateway imports';
  return [{ prop: 'definition.openapi', value, rule, fix: 'write the document as OpenAPI 3.0' }];
}

/** A method has only one authorizer, whether API Gateway heeds this member or not. */
function securityIssues({ security }: JsonObject): readonly SynthIssue[] {
  if (security === undefined || (Array.isArray(security) && security.length === 0)) return [];
  const rule = 'must be written at each operation, because here it would contradict the authorizer';
  const fix = 'write it at the operations that have it, and leave it out here';
  return [{ prop: 'definition.security', value: security, rule, fix }];
}

function corsIssues(document: JsonObject): readonly SynthIssue[] {
  if (document[HTTP_API_CORS] === undefined) return [];
  const rule = 'this is a second list beside the allowlist, and only HTTP APIs have it';
  return [{ prop: `definition.${HTTP_API_CORS}`, value: document[HTTP_API_CORS], rule, fix: 'leave it out' }];
}

function schemeIssues(document: JsonObject): readonly SynthIssue[] {
  const value = dialectOf(document)?.schemesOf(document)[AUTHORIZER];
  if (value === undefined) return [];
  const rule = 'the document already has a scheme with the name of our authorizer';
  const fix = 'give the scheme another name; a document is protected once';
  return [{ prop: `the security scheme ${AUTHORIZER}`, value, rule, fix }];
}

function pathIssues(document: JsonObject, scope: Scope): readonly SynthIssue[] {
  const items = Object.entries(membersOf(document['paths'])).filter(([path]) => !path.startsWith('x-'));
  const unknown = (scope.paths ?? []).filter((prefix) => !items.some(([path]) => isBelow(path, prefix)));
  const within = items.filter(([path]) => scope.covers(path));
  const hasOperations = within.some(([, item]) => Object.keys(membersOf(item)).some(isOperation));
  return [
    ...unknown.map((path) => ({
      prop: 'paths',
      value: path,
      rule: 'the document does not have this path or a path below it',
      fix: 'write it as in the document, with a slash at its beginning',
    })),
    ...within.flatMap(([path, item]) => itemIssues(path, item, document, scope)),
    ...(hasOperations
      ? []
      : [
          {
            prop: 'definition.paths',
            value: document['paths'] === undefined ? 'missing' : shown(document['paths']),
            rule: 'the document has no operations to protect',
            fix: 'give a document with its operations written out',
          },
        ]),
  ];
}

function itemIssues(
  path: string,
  value: unknown,
  document: JsonObject,
  { keepAuthorizers }: Scope,
): readonly SynthIssue[] {
  const item = objectOf(value);
  if (item === undefined || UNWRITTEN.some((key) => item[key] !== undefined) || !path.startsWith('/')) {
    const rule = 'the operations of a protected path must be written out';
    const fix = 'write its operations out, without $ref, Fn::Transform and values of the deployment';
    return [{ prop: `definition.paths[${JSON.stringify(path)}]`, value: shown(value), rule, fix }];
  }
  const schemes = dialectOf(document)?.schemesOf(document) ?? {};
  return Object.entries(item)
    .filter(([key]) => isOperation(key))
    .flatMap(([key, operation]) =>
      isPreflight(key)
        ? [preflightIssue(path, operation)]
        : operationIssues(operationName(path, key), membersOf(operation), schemes, keepAuthorizers),
    );
}

function preflightIssue(path: string, value: unknown): SynthIssue {
  const rule = 'the allowlist must be the only one that answers preflights';
  return {
    prop: `${PREFLIGHT_METHOD} ${path}`,
    value: shown(value),
    rule,
    fix: 'leave options operations out of the document',
  };
}

/** A value as an error can show it. */
function shown(value: unknown): unknown {
  return value === undefined || Token.isUnresolved(value) ? 'not known here' : value;
}
