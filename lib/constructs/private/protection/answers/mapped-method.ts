import { Lazy, type CfnResource } from 'aws-cdk-lib';
import { CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { VARY } from '../../../../core';
import { INTEGRATION_ANSWER, verdictMappings, type Mappings } from '../../api/verdict-mappings';
import { givenProperty } from '../../deployed/deployed-resource';
import { membersOf, objectOf, type JsonObject } from '../document/document';
import { isMapped } from './answer-issues';
import { integrationOf } from './integration';

/** The integration of a method, as the construct has it now: overrides are added to it at the end. */
export function givenIntegration(resource: CfnResource): unknown {
  return resource instanceof CfnMethod ? resource.integration : givenProperty(resource, 'Integration');
}

/**
 * Gives every answer that the integration of a method declares the headers of the verdict. The answers of proxies are their
 * backend's, and stay as they are.
 *
 * @param resource a method whose integration is without issues
 * @param varies the names by which answers vary
 */
export function mapVerdict(resource: CfnResource, varies = VARY): void {
  const integration = objectOf(givenIntegration(resource));
  if (integration === undefined || !isMapped(integrationOf(integration))) return;
  if (resource instanceof CfnMethod) mapMethod(resource, integration, varies);
  else mapWritten(resource, integration, varies);
}

function mapMethod(resource: CfnMethod, integration: JsonObject, varies: string): void {
  const answers = mapped(integration['integrationResponses'], varies, 'responseParameters');
  if (answers.length === 0) return;
  const changed: JsonObject = { ...integration, integrationResponses: answers };
  resource.integration = changed as unknown as CfnMethod.IntegrationProperty;
  const { methodResponses } = resource;
  // Responses can still be added to the method.
  resource.methodResponses = Lazy.uncachedAny({
    produce: (context) =>
      declared(listOf(context.resolve(methodResponses)), answers, 'statusCode', 'responseParameters'),
  });
}

/** A resource without a class of its own has the names of CloudFormation. */
function mapWritten(resource: CfnResource, integration: JsonObject, varies: string): void {
  const answers = mapped(integration['IntegrationResponses'], varies, 'ResponseParameters');
  if (answers.length === 0) return;
  const responses = listOf(givenProperty(resource, 'MethodResponses'));
  resource.addPropertyOverride('Integration.IntegrationResponses', answers);
  resource.addPropertyOverride(
    'MethodResponses',
    declared(responses, answers, 'StatusCode', 'ResponseParameters'),
  );
}

function mapped(answers: unknown, varies: string, parameters: string): readonly JsonObject[] {
  return listOf(answers).map((answer) => withVerdict(answer, varies, parameters));
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(membersOf) : [];
}

/**
 * A declared answer with the headers of the verdict.
 *
 * @param varies the names by which answers vary
 * @param parameters the member that has the mappings
 */
export function withVerdict(
  answer: JsonObject,
  varies: string,
  parameters = 'responseParameters',
): JsonObject {
  const mappings = membersOf(answer[parameters]);
  return {
    ...answer,
    [parameters]: { ...mappings, ...verdictMappings({ ...INTEGRATION_ANSWER, varies }, mappings) },
  };
}

/** Whether a mapping is of a header that a verdict sets. */
export function isVerdictMapping(mapping: string): boolean {
  const { prefix, headers } = INTEGRATION_ANSWER;
  const folded = mapping.toLowerCase();
  return ['Vary', ...Object.keys(headers)].some((name) => folded === `${prefix}${name}`.toLowerCase());
}

/** The responses of a method, with the headers that its integration maps. API Gateway drops a header that is not declared. */
function declared(
  responses: readonly JsonObject[],
  answers: readonly JsonObject[],
  code: string,
  parameters: string,
): readonly JsonObject[] {
  const byStatus = new Map(responses.map((response) => [String(response[code]), response]));
  for (const answer of answers) {
    const status = String(answer[code]);
    const response = byStatus.get(status) ?? { [code]: status };
    const names = Object.keys(membersOf(answer[parameters])).filter(isVerdictMapping);
    byStatus.set(status, {
      ...response,
      [parameters]: withNames(membersOf(response[parameters]), names),
    });
  }
  return [...byStatus.values()];
}

function withNames(parameters: Mappings, names: readonly string[]): JsonObject {
  const known = new Set(Object.keys(parameters).map((name) => name.toLowerCase()));
  const missing = names.filter((name) => !known.has(name.toLowerCase()));
  return { ...parameters, ...Object.fromEntries(missing.map((name) => [name, true])) };
}
