import type { ResourceProperties } from '../../assembly/resource-properties';
import { isPlainTemplate } from '../mapping/body-template';
import { headerMappings, type HeaderMapping } from '../mapping/mapped-headers';

/** One answer of a MOCK integration. */
export interface MockResponse {
  readonly statusCode: number;
  readonly headers: readonly HeaderMapping[];
  readonly template: string;
}

/** A MOCK integration whose request template names the status of its answer. */
export interface MockDefinition {
  readonly requestTemplate: string;
  readonly responses: readonly MockResponse[];
}

const JSON_TYPE = 'application/json';

/**
 * The MOCK integration that these properties describe, in its simple form: `application/json` templates with variables.
 *
 * @throws UnsupportedTemplateError for VTL directives and functions
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockDefinition(integration: ResourceProperties): MockDefinition {
  return {
    requestTemplate: plainTemplate(integration, 'RequestTemplates'),
    responses: integration.nestedList('IntegrationResponses').map(mockResponse),
  };
}

function mockResponse(response: ResourceProperties): MockResponse {
  return {
    statusCode: response.optionalNumber('StatusCode') ?? 200,
    template: plainTemplate(response, 'ResponseTemplates'),
    headers: headerMappings(response, 'method.response.header.'),
  };
}

function plainTemplate(properties: ResourceProperties, name: string): string {
  const template = properties.stringMap(name).get(JSON_TYPE) ?? '';
  if (!isPlainTemplate(template)) {
    throw properties.unsupported(
      `${name}.${JSON_TYPE}`,
      'holds VTL that the local gateway does not evaluate',
    );
  }
  return template;
}
