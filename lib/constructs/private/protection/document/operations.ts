import { Excluded } from '../../../excluded';
import type { JudgedIntegration } from '../answers/answer-warnings';
import { documentIntegrationOf } from '../answers/integration';
import { branchesOf } from './branch';
import { dialectOf } from './dialect';
import { INTEGRATION, membersOf, type JsonObject } from './document';
import { isOperation, isPreflight, operationName } from './operation';
import type { Scope } from './scope';
import { isOpen } from './security';

/** An operation of a document, with its place. */
export interface DocumentOperation {
  readonly path: string;
  readonly key: string;
  readonly operation: JsonObject;
}

/** Every operation that a document can have, in whichever branch of a condition. */
export function operationsOf(document: JsonObject): readonly DocumentOperation[] {
  return branchesOf(document['paths'])
    .flatMap((paths) => Object.entries(membersOf(paths)))
    .flatMap(([path, item]) => branchesOf(item).map((branch) => [path, membersOf(branch)] as const))
    .flatMap(([path, item]) => Object.entries(item).map(([key, member]) => ({ path, key, member })))
    .filter(({ key }) => isOperation(key))
    .flatMap(({ path, key, member }) =>
      branchesOf(member).flatMap((one) =>
        one === undefined ? [] : [{ path, key, operation: membersOf(one) }],
      ),
    );
}

/** The operations that our authorizer judges. */
export function judgedOperations(document: JsonObject, scope: Scope): readonly DocumentOperation[] {
  const schemes = membersOf(dialectOf(document)?.schemesOf(document));
  return operationsIn(document, scope).filter(
    ({ path, key, operation }) =>
      isOpen(operation, schemes) && scope.judgeOf(path, key, false) === 'authorizer',
  );
}

/** The operations that `withCors` judges in their functions. */
export function middlewareOperations(document: JsonObject, scope: Scope): readonly DocumentOperation[] {
  const schemes = membersOf(dialectOf(document)?.schemesOf(document));
  return operationsIn(document, scope)
    .filter(({ key }) => !isPreflight(key))
    .filter(
      ({ path, key, operation }) => scope.judgeOf(path, key, !isOpen(operation, schemes)) === 'middleware',
    );
}

/** The operations that are protected, or excluded and judged. */
function operationsIn(document: JsonObject, { covers, excluded }: Scope): readonly DocumentOperation[] {
  return operationsOf(document).filter(
    ({ path, key }) => covers(path) && excluded(path, key) !== Excluded.UNTOUCHED,
  );
}

/** The integrations whose answers carry the headers of a verdict. */
export function judgedIntegrations(document: JsonObject, scope: Scope): readonly JudgedIntegration[] {
  return judgedOperations(document, scope)
    .filter(({ path, key }) => scope.excluded(path, key) === undefined)
    .flatMap(({ path, key, operation }) =>
      branchesOf(operation[INTEGRATION]).map((integration) => ({
        name: operationName(path, key),
        integration: documentIntegrationOf(integration),
      })),
    );
}

/** The paths that no page may call. */
export function closedPaths(document: JsonObject, scope: Scope): readonly string[] {
  const closed = operationsOf(document).filter(
    ({ path, key }) => scope.covers(path) && scope.excluded(path, key) === Excluded.CLOSED,
  );
  return [...new Set(closed.map(({ path }) => path))];
}
