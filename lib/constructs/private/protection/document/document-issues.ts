import { Token } from 'aws-cdk-lib';
import { isBelow } from '../../../../core';
import { Excluded } from '../../../excluded';
import { AUTHORIZER } from '../../api/cors-authorizer';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import { excludeAsIssues } from '../exclusion-plan';
import type { SynthIssue } from '../../synth/synth-error';
import { branchesOf, hasIntrinsics } from './branch';
import { dialectOf } from './dialect';
import { API_KEY_SOURCE, HTTP_API_CORS, membersOf, objectOf, type JsonObject } from './document';
import { gatewayAnswerIssues } from './gateway-answers';
import { isOperation, isPreflight, operationName, writtenOut } from './operation';
import { operationIssues, schemeIssues } from './operation-issues';
import { judgedOperations } from './operations';
import { isOpen, keysIn, kindOf, namesIn } from './security';
import { names, type Scope } from './scope';

/** Everything in a document that cannot work. */
export function definitionIssues(definition: unknown, scope: Scope): readonly SynthIssue[] {
  const document = objectOf(definition);
  if (document === undefined || hasIntrinsics(document)) {
    const rule = 'must be an OpenAPI document as an object, written out';
    const fix = 'parse it and give the object, or give the JSON file to protectedDefinitionFile()';
    return [{ prop: 'definition', value: shown(definition), rule, fix }];
  }
  const schemes = membersOf(dialectOf(document)?.schemesOf(document));
  return [
    ...versionIssues(document),
    ...schemesIssues(document),
    ...securityIssues(document, schemes),
    ...corsIssues(document),
    ...keySourceIssues(document, schemes, scope),
    ...gatewayAnswerIssues(document),
    ...excludeAsIssues(scope.excludeAs, scope.exclude),
    ...branchesOf(document['paths']).flatMap((paths) => pathIssues(paths, schemes, scope)),
  ];
}

function versionIssues(document: JsonObject): readonly SynthIssue[] {
  if (dialectOf(document) !== undefined) return [];
  const value = document['openapi'] ?? document['swagger'] ?? 'missing';
  const rule = 'must be OpenAPI 3.0 or Swagger 2.0, which API Gateway imports';
  return [{ prop: 'definition.openapi', value, rule, fix: 'write the document as OpenAPI 3.0' }];
}

/** Schemes must be known, because one of them may be an authorizer, and ours is added to them. */
function schemesIssues(document: JsonObject): readonly SynthIssue[] {
  const dialect = dialectOf(document);
  const { components } = document;
  const places = [
    ['definition.components', components],
    [`definition.${dialect?.schemes ?? ''}`, dialect?.schemesOf(document)],
  ] as const;
  const unknown = places.filter(([, value]) => value !== undefined && writtenOut(value) === undefined);
  const taken = membersOf(dialect?.schemesOf(document))[AUTHORIZER];
  return [
    ...unknown.map(([prop, value]) => ({
      prop,
      value: shown(value),
      rule: 'must be written out, because the scheme of the authorizer is added to the security schemes',
      fix: 'write it without $ref, Fn::Transform and values of the deployment',
    })),
    ...(taken === undefined
      ? []
      : [
          {
            prop: `the security scheme ${AUTHORIZER}`,
            value: taken,
            rule: 'the document already has a scheme with the name of our authorizer',
            fix: 'give the scheme another name; a document is protected once',
          },
        ]),
  ];
}

/**
 * Keys and authorizers of a whole document. API Gateway takes them at operations, and its pages do not say what it makes of them
 * here, so that nobody can tell whether a key is needed.
 */
function securityIssues({ security }: JsonObject, schemes: JsonObject): readonly SynthIssue[] {
  const value = branchesOf(security).flatMap(namesIn);
  const unclear = value.filter((name) => ['key', 'authorizer'].includes(kindOf(name, schemes)));
  const undeclared = schemeIssues('the document', security, schemes);
  if (unclear.length === 0) return undeclared;
  const rule =
    'API Gateway takes keys and authorizers at the operations, and here they would contradict our authorizer';
  const fix = 'write it at the operations that have it, and leave it out here';
  return [...undeclared, { prop: 'definition.security', value: security, rule, fix }];
}

function corsIssues(document: JsonObject): readonly SynthIssue[] {
  if (document[HTTP_API_CORS] === undefined) return [];
  const rule = 'this is a second list beside the allowlist, and only HTTP APIs have it';
  return [{ prop: `definition.${HTTP_API_CORS}`, value: document[HTTP_API_CORS], rule, fix: 'leave it out' }];
}

/** Our authorizer knows no keys, so a key that must come from the authorizer never comes. */
function keySourceIssues(document: JsonObject, schemes: JsonObject, scope: Scope): readonly SynthIssue[] {
  const value = document[API_KEY_SOURCE];
  if (typeof value !== 'string' || value.toUpperCase() !== 'AUTHORIZER') return [];
  const needsKey = judgedOperations(document, scope).some(({ operation }) =>
    branchesOf(operation['security']).some((security) => keysIn(security, schemes).length > 0),
  );
  if (!needsKey) return [];
  const rule =
    'our authorizer hands over no API keys, so every request to an operation with a key would be refused';
  return [{ prop: `definition.${API_KEY_SOURCE}`, value, rule, fix: 'say HEADER' }];
}

function pathIssues(paths: unknown, schemes: JsonObject, scope: Scope): readonly SynthIssue[] {
  const items = Object.entries(membersOf(paths)).filter(([path]) => !path.startsWith('x-'));
  const within = items.filter(([path]) => scope.covers(path));
  const keys = within.flatMap(([path, item]) =>
    branchesOf(item).flatMap((branch) =>
      Object.keys(membersOf(branch))
        .filter(isOperation)
        .map((key) => ({ path, key })),
    ),
  );
  const isProtected = keys.some(({ path, key }) => scope.excluded(path, key) !== Excluded.UNTOUCHED);
  return [
    ...(scope.paths ?? [])
      .filter((prefix) => !items.some(([path]) => isBelow(path, prefix)))
      .map((path) => ({
        prop: 'paths',
        value: path,
        rule: 'the document does not have this path or a path below it',
        fix: 'write it as in the document, with a slash at its beginning',
      })),
    ...scope.exclude
      .filter(
        (element) =>
          !keys.some(({ path, key }) => names(element, path, key)) &&
          !within.some(([path]) => isBelow(path, element)),
      )
      .map((element) => ({
        prop: 'exclude',
        value: element,
        rule: 'no protected operation of the document has this name or is below this path',
        fix: 'write a path as in the document ("/health"), or an operation ("GET /health")',
      })),
    ...within.flatMap(([path, item]) =>
      branchesOf(item).flatMap((branch) => itemIssues(path, branch, schemes, scope)),
    ),
    ...(isProtected
      ? []
      : [
          {
            prop: 'definition.paths',
            value: paths === undefined ? 'missing' : shown(paths),
            rule: 'the document has no operations to protect',
            fix: 'give a document with its operations written out',
          },
        ]),
  ];
}

function itemIssues(path: string, value: unknown, schemes: JsonObject, scope: Scope): readonly SynthIssue[] {
  if (value === undefined) return [];
  const item = writtenOut(value);
  if (item === undefined && isLeft(path, scope)) return [];
  if (item === undefined || !path.startsWith('/'))
    return [unwrittenIssue(`definition.paths[${JSON.stringify(path)}]`, value)];
  const operations = Object.entries(item).filter(([key]) => isOperation(key));
  return operations.flatMap(([key, operation]) => {
    const excluded = scope.excluded(path, key);
    const name = operationName(path, key);
    if (excluded === Excluded.UNTOUCHED) return [];
    if (isPreflight(key)) return [preflightIssue(path, operation)];
    return [
      ...branchesOf(operation).flatMap((branch) => {
        if (branch === undefined) return [];
        const written = writtenOut(branch);
        return written === undefined
          ? [unwrittenIssue(name, branch)]
          : operationIssues({
              name,
              operation: written,
              schemes,
              keepAuthorizers: scope.keepAuthorizers,
              judge: scope.judgeOf(path, key, !isOpen(written, schemes)),
              isExcluded: excluded !== undefined,
            });
      }),
      ...(excluded === Excluded.CLOSED
        ? closedIssues(
            path,
            name,
            operations.map(([one]) => one),
            scope,
          )
        : []),
    ];
  });
}

/** Whether everything at a path stays as it is. */
function isLeft(path: string, { exclude, excludeAs }: Scope): boolean {
  return excludeAs === Excluded.UNTOUCHED && exclude.some((element) => isBelow(path, element));
}

/** A verdict depends on the path and not on the method, so a path is closed as a whole. */
function closedIssues(
  path: string,
  name: string,
  keys: readonly string[],
  scope: Scope,
): readonly SynthIssue[] {
  const other = keys.find((key) => scope.excluded(path, key) === undefined);
  if (other === undefined) return [];
  const rule = `Excluded.CLOSED closes the whole path, and ${operationName(path, other)} is protected there`;
  const fix = 'exclude the path, or say excludeAs: Excluded.WITHOUT_HEADERS or Excluded.UNTOUCHED';
  return [{ prop: 'exclude', value: name, rule, fix }];
}

function unwrittenIssue(prop: string, value: unknown): SynthIssue {
  const rule = 'the operations of a protected path must be written out';
  const fix =
    'write them out, without $ref, Fn::Transform and values of the deployment; Fn::If can be in their place';
  return { prop, value: shown(value), rule, fix };
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
