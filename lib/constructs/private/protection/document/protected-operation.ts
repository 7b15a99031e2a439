import { AUTHORIZER } from '../../api/cors-authorizer';
import { INTEGRATION_ANSWER } from '../../api/verdict-mappings';
import { isMapped } from '../answers/answer-issues';
import { documentIntegrationOf } from '../answers/integration';
import { isVerdictMapping, withVerdict } from '../answers/mapped-method';
import { branchesOf, mapBranches } from './branch';
import type { Dialect } from './dialect';
import { AUTH, INTEGRATION, membersOf, type JsonObject } from './document';
import { authorizersIn, authTypeOf, keysIn } from './security';

/**
 * An operation that our authorizer judges, save where it has its own.
 *
 * @param operation without issues
 */
export function judgedOperation(operation: JsonObject, schemes: JsonObject): JsonObject {
  if (authTypeOf(operation) !== undefined) return operation;
  // It is NONE, which would contradict the authorizer.
  const rest = Object.entries(operation).filter(([name]) => name !== AUTH);
  const security = mapBranches(operation['security'], (branch) =>
    authorizersIn(branch, schemes).length > 0 ? branch : [...keysIn(branch, schemes), { [AUTHORIZER]: [] }],
  );
  return { ...Object.fromEntries(rest), security };
}

/**
 * An operation whose integration gives every answer that it declares the headers of the verdict.
 *
 * @param varies the names by which answers vary
 */
export function answeredOperation(operation: JsonObject, { header }: Dialect, varies: string): JsonObject {
  const integration = mapBranches(operation[INTEGRATION], (branch) =>
    mappedIntegration(membersOf(branch), varies),
  );
  const answers = branchesOf(integration).flatMap(answersOf);
  if (answers.length === 0) return operation;
  const responses = answers.reduce(
    (all, { status, mappings }) => ({ ...all, [status]: declared(membersOf(all[status]), mappings, header) }),
    membersOf(operation['responses']),
  );
  return { ...operation, responses, [INTEGRATION]: integration };
}

function mappedIntegration(integration: JsonObject, varies: string): JsonObject {
  const { responses } = integration;
  if (responses === undefined || !isMapped(documentIntegrationOf(integration))) return integration;
  const mapped = Object.entries(membersOf(responses)).map(([pattern, answer]): [string, unknown] => [
    pattern,
    withVerdict(membersOf(answer), varies),
  ]);
  return { ...integration, responses: Object.fromEntries(mapped) };
}

function answersOf(branch: unknown): readonly { readonly status: string; readonly mappings: JsonObject }[] {
  const integration = documentIntegrationOf(branch);
  return isMapped(integration) ? integration.answers.flatMap((one) => (one === undefined ? [] : [one])) : [];
}

/** A response with the headers that are mapped into it. API Gateway drops a header that is not declared. */
function declared(response: JsonObject, mappings: JsonObject, header: JsonObject): JsonObject {
  const headers = membersOf(response['headers']);
  const known = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const missing = Object.keys(mappings)
    .filter(isVerdictMapping)
    .map((mapping) => mapping.slice(INTEGRATION_ANSWER.prefix.length))
    .filter((name) => !known.has(name.toLowerCase()));
  return {
    description: 'An answer of the integration',
    ...response,
    headers: { ...headers, ...Object.fromEntries(missing.map((name) => [name, header])) },
  };
}
