import { AUTHORIZER, AUTHORIZER_TTL } from '../../api/cors-authorizer';
import { missingParameters, verdictAnswers } from '../../api/gateway-responses';
import { PREFLIGHT_HEADERS, PREFLIGHT_METHOD, PREFLIGHT_STATUS } from '../../api/preflight';
import type { GatewayAnswer } from '../../api/problem-responses';
import { dialectOf, type Dialect } from './dialect';
import {
  AUTH,
  AUTHORIZER_EXTENSION,
  AUTHTYPE,
  INTEGRATION,
  membersOf,
  objectOf,
  POLICY,
  RESPONSES,
  VALIDATOR,
  VALIDATORS,
  type JsonObject,
} from './document';
import { isOperation, ownAuthorizer } from './operation';
import type { Scope } from './scope';

/** The validator that lets preflights pass: they never have the parameters that other requests at their path need. */
const NO_VALIDATOR = 'CorsPreflight';

/**
 * A document with authorizer, preflights and gateway responses. The given document stays as it is, and so do values in it that
 * are known only at deployment: only the path to each change is copied.
 *
 * @param document without issues
 * @param evaluatorUri how API Gateway calls the evaluator
 */
export function protectedDocument(document: JsonObject, scope: Scope, evaluatorUri: string): JsonObject {
  const dialect = dialectOf(document);
  if (dialect === undefined) return document;
  const schemes = dialect.schemesOf(document);
  const preflight = preflightOperation(document, dialect, evaluatorUri);
  const items = Object.entries(membersOf(document['paths']));
  const within = items.filter(([path]) => scope.covers(path));
  const judged = within.some(([, item]) => hasOpenOperation(membersOf(item), schemes));
  const authorizer = judged ? { [AUTHORIZER]: authorizerScheme(evaluatorUri) } : {};
  return withValidator({
    ...dialect.withSchemes(document, { ...schemes, ...authorizer }),
    paths: Object.fromEntries([
      ...items,
      ...within.map(([path, item]) => [path, protectedItem(membersOf(item), schemes, preflight)]),
    ]) as JsonObject,
    ...(scope.gatewayResponses ? { [RESPONSES]: responses(document, isOnlyJudge(document, schemes)) } : {}),
  });
}

function hasOpenOperation(item: JsonObject, schemes: JsonObject): boolean {
  return Object.entries(item).some(
    ([key, member]) => isOperation(key) && ownAuthorizer(membersOf(member), schemes) === undefined,
  );
}

function protectedItem(item: JsonObject, schemes: JsonObject, preflight: JsonObject): JsonObject {
  const members = Object.entries(item);
  if (!members.some(([key]) => isOperation(key))) return item;
  const operations = members.map(([key, member]): [string, unknown] => [
    key,
    isOperation(key) ? protectedOperation(membersOf(member), schemes) : member,
  ]);
  return { ...Object.fromEntries(operations), [PREFLIGHT_METHOD.toLowerCase()]: preflight };
}

function protectedOperation(operation: JsonObject, schemes: JsonObject): JsonObject {
  if (ownAuthorizer(operation, schemes) !== undefined) return operation;
  // It is NONE, which would contradict the authorizer.
  const rest = Object.entries(operation).filter(([name]) => name !== AUTH);
  const requirements = (operation['security'] ?? []) as readonly unknown[];
  // Drop `{}`, which means "or nothing at all" in OpenAPI: it would make the authorizer optional.
  const keys = requirements.filter((one) => Object.keys(membersOf(one)).length > 0);
  return { ...Object.fromEntries(rest), security: [...keys, { [AUTHORIZER]: [] }] };
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
  return { ...document, [VALIDATORS]: { ...membersOf(document[VALIDATORS]), [NO_VALIDATOR]: none } };
}

/** Whether nothing in a document but our authorizer can deny a request. */
function isOnlyJudge(document: JsonObject, schemes: JsonObject): boolean {
  if (document[POLICY] !== undefined) return false;
  const items = Object.values(membersOf(document['paths']));
  return !items.some((item) =>
    Object.entries(membersOf(item)).some(
      ([key, member]) => isOperation(key) && ownAuthorizer(membersOf(member), schemes) !== undefined,
    ),
  );
}

/** Responses of the document itself stay, with the headers of the verdict where they set none. */
function responses(document: JsonObject, isOnly: boolean): JsonObject {
  const ours = [...verdictAnswers(isOnly)].map(([type, answer]): [string, unknown] => [
    type,
    written(answer),
  ]);
  const theirs = Object.entries(membersOf(document[RESPONSES])).map(([type, response]): [string, unknown] => [
    type,
    withVerdictHeaders(response),
  ]);
  return Object.fromEntries([...ours, ...theirs]);
}

function withVerdictHeaders(response: unknown): unknown {
  const members = objectOf(response);
  if (members === undefined) return response;
  const parameters = membersOf(members['responseParameters']);
  return { ...members, responseParameters: { ...parameters, ...missingParameters(parameters) } };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html */
function written({ headers, templates, ...status }: GatewayAnswer): JsonObject {
  const parameters = Object.entries(headers).map(([name, value]) => [
    `gatewayresponse.header.${name}`,
    value,
  ]);
  return {
    ...status,
    responseParameters: Object.fromEntries(parameters) as JsonObject,
    responseTemplates: templates,
  };
}
