import { INTEGRATION_ANSWER, verdictMappings } from '../../api/verdict-mappings';
import { membersOf, type JsonObject } from '../document/document';
import type { SynthIssue } from '../../synth/synth-error';
import { answerIssues, isMapped } from './answer-issues';
import { camel, integrationOf, type DeclaredAnswer } from './integration';
import { isVerdictMapping } from './mapped-method';

/**
 * Everything that keeps the answers of a judged method from having the headers of its verdict, as CloudFormation sees the method.
 *
 * @param name the method, as people call it
 * @param properties those of the `AWS::ApiGateway::Method`, resolved
 */
export function resolvedAnswerIssues(name: string, properties: JsonObject): readonly SynthIssue[] {
  const method = camel(properties);
  const integration = integrationOf(method['integration']);
  const issues = answerIssues(name, integration);
  if (issues.length > 0 || !isMapped(integration)) return issues;
  const responses = Array.isArray(method['methodResponses']) ? method['methodResponses'].map(camel) : [];
  return integration.answers.flatMap((answer) =>
    answer === undefined ? [] : unmappedIssues(name, answer, responses),
  );
}

function unmappedIssues(
  name: string,
  { status, mappings }: DeclaredAnswer,
  responses: readonly JsonObject[],
): readonly SynthIssue[] {
  const missing = Object.keys(verdictMappings(INTEGRATION_ANSWER, mappings));
  const response = responses.find(({ statusCode }) => String(statusCode) === status);
  const declared = new Set(
    Object.keys(membersOf(response?.['responseParameters'])).map((one) => one.toLowerCase()),
  );
  const undeclared = Object.keys(mappings).filter(
    (one) => isVerdictMapping(one) && !declared.has(one.toLowerCase()),
  );
  const value = [...missing, ...undeclared];
  if (value.length === 0) return [];
  const rule =
    'the headers of the verdict are not mapped there, or its method response does not declare them';
  const fix = 'call protect() once the method has its responses, and leave overrides of them out';
  return [{ prop: `the integration response ${status} of ${name}`, value, rule, fix }];
}
