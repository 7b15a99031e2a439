import { Excluded } from '../../../excluded';
import { AUTHORIZER, AUTHORIZER_TTL } from '../../api/cors-authorizer';
import { PREFLIGHT_HEADERS, PREFLIGHT_METHOD, PREFLIGHT_STATUS } from '../../api/preflight';
import { mapBranches } from './branch';
import { dialectOf, type Dialect } from './dialect';
import {
  AUTHORIZER_EXTENSION,
  AUTHTYPE,
  INTEGRATION,
  membersOf,
  POLICY,
  RESPONSES,
  VALIDATOR,
  VALIDATORS,
  type JsonObject,
} from './document';
import { gatewayAnswers } from './gateway-answers';
import { isOperation } from './operation';
import { judgedOperations, operationsOf } from './operations';
import { answeredOperation, judgedOperation } from './protected-operation';
import type { Scope } from './scope';
import { isOpen, ownAuthorizer } from './security';

/** The validator that lets preflights pass: they never have the parameters that other requests at their path need. */
const NO_VALIDATOR = 'CorsPreflight';

/** The parts of a document that its operations need. */
interface Context {
  readonly dialect: Dialect;
  readonly schemes: JsonObject;
  readonly scope: Scope;
  readonly preflight: JsonObject;
}

/**
 * A document with authorizer, preflights and gateway responses. The given document stays as it is, and so do values in it that
 * are known only at deployment: only the path to each change is copied.
 *
 * @param document without issues
 * @param evaluatorUri how API Gateway calls the evaluator
 * @param isChecked whether tokens are checked
 */
export function protectedDocument(
  document: JsonObject,
  scope: Scope,
  evaluatorUri: string,
  isChecked: boolean,
): JsonObject {
  const dialect = dialectOf(document);
  if (dialect === undefined) return document;
  const schemes = membersOf(dialect.schemesOf(document));
  const preflight = preflightOperation(document, dialect, evaluatorUri);
  const context = { dialect, schemes, scope, preflight };
  const isJudge = judgedOperations(document, scope).length > 0;
  const authorizer = isJudge ? { [AUTHORIZER]: authorizerScheme(evaluatorUri) } : {};
  return withValidator({
    ...dialect.withSchemes(document, { ...schemes, ...authorizer }),
    ...dialect.version,
    paths: mapBranches(document['paths'], (paths) => protectedPaths(membersOf(paths), context)),
    ...(scope.gatewayResponses
      ? {
          [RESPONSES]: gatewayAnswers(
            document,
            isJudge,
            isJudge && isOnlyJudge(document, schemes),
            isChecked,
          ),
        }
      : {}),
  });
}

function protectedPaths(paths: JsonObject, context: Context): JsonObject {
  const items = Object.entries(paths).map(([path, item]): [string, unknown] => [
    path,
    context.scope.covers(path)
      ? mapBranches(item, (branch) =>
          branch === undefined ? undefined : protectedItem(path, branch, context),
        )
      : item,
  ]);
  return Object.fromEntries(items);
}

function protectedItem(path: string, value: unknown, context: Context): unknown {
  const { scope, schemes, dialect, preflight } = context;
  const members = Object.entries(membersOf(value));
  const isTreated = (key: string): boolean =>
    isOperation(key) && scope.excluded(path, key) !== Excluded.UNTOUCHED;
  if (!members.some(([key]) => isTreated(key))) return value;
  const operations = members.map(([key, member]): [string, unknown] => {
    if (!isTreated(key)) return [key, member];
    const isAnswered = scope.excluded(path, key) === undefined;
    return [
      key,
      mapBranches(member, (branch) => {
        if (branch === undefined) return undefined;
        const operation = membersOf(branch);
        if (scope.judgeOf(path, key, !isOpen(operation, schemes)) === 'middleware') return branch;
        const answered =
          isAnswered && isOpen(operation, schemes)
            ? answeredOperation(operation, dialect, scope.varies)
            : operation;
        return judgedOperation(answered, schemes);
      }),
    ];
  });
  // An operation of the document itself that is left as it is stays.
  return { [PREFLIGHT_METHOD.toLowerCase()]: preflight, ...Object.fromEntries(operations) };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function authorizerScheme(authorizerUri: string): JsonObject {
  return {
    type: 'apiKey',
    // The name that AWS gives a scheme without an identity source.
    name: 'Unused',
    in: 'header',
    [AUTHTYPE]: 'custom',
    [AUTHORIZER_EXTENSION]: {
      type: 'request',
      authorizerUri,
      authorizerResultTtlInSeconds: AUTHORIZER_TTL,
    },
  };
}

function preflightOperation(document: JsonObject, { header }: Dialect, uri: string): JsonObject {
  const headers = Object.fromEntries(PREFLIGHT_HEADERS.map((name) => [name, header]));
  return {
    responses: { [PREFLIGHT_STATUS]: { description: 'What the page may do', headers } },
    ...(document[VALIDATOR] === undefined ? {} : { [VALIDATOR]: NO_VALIDATOR }),
    [INTEGRATION]: { type: 'aws_proxy', httpMethod: 'POST', uri },
  };
}

/** A validator of the whole document would be that of preflights too. */
function withValidator(document: JsonObject): JsonObject {
  if (document[VALIDATOR] === undefined) return document;
  const none = { validateRequestBody: false, validateRequestParameters: false };
  const validators = mapBranches(document[VALIDATORS], (branch) => ({
    ...membersOf(branch),
    [NO_VALIDATOR]: none,
  }));
  return { ...document, [VALIDATORS]: validators };
}

/** Whether nothing in a document but our authorizer can deny a request. */
function isOnlyJudge(document: JsonObject, schemes: JsonObject): boolean {
  if (document[POLICY] !== undefined) return false;
  return !hasOwnAuthorizers(document, schemes);
}

/** Whether operations of a document have authorizers of their own. */
export function hasOwnAuthorizers(document: JsonObject, schemes: JsonObject): boolean {
  return operationsOf(document).some(({ operation }) => ownAuthorizer(operation, schemes) !== undefined);
}
