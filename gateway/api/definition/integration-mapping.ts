import type { ResourceProperties } from '../../assembly/resource-properties';
import { isIntegrationTemplate } from '../mapping/integration-template';
import { headerMappings, type HeaderMapping } from '../mapping/mapped-headers';
import { valueSource, type ValueSource } from '../mapping/value-source';

/** One answer of an integration that is not a proxy. */
export interface IntegrationResponse {
  readonly statusCode: number;
  /** Chosen where it matches all of the backend's status, or of a function's error. Without one it is the default. */
  readonly pattern: RegExp | undefined;
  readonly headers: readonly HeaderMapping[];
  /** Body template by content type; the body passes unchanged without one. */
  readonly templates: ReadonlyMap<string, string>;
}

/** How an integration that is not a proxy turns a request into its own, and the answer into a response. */
export interface IntegrationMapping {
  readonly templates: ReadonlyMap<string, string>;
  readonly passthrough: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly responses: readonly IntegrationResponse[];
}

/** A parameter of the request to the backend. */
export interface RequestParameter {
  readonly place: 'header' | 'querystring' | 'path';
  readonly name: string;
  readonly source: ValueSource;
}

/**
 * The mapping of an integration.
 *
 * @throws UnsupportedTemplateError for VTL directives and for functions that are not known here
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-data-transformations.html
 */
export function integrationMapping(integration: ResourceProperties): IntegrationMapping {
  const passthrough = (integration.optionalString('PassthroughBehavior') ?? 'WHEN_NO_MATCH').toUpperCase();
  return {
    templates: templatesOf(integration, 'RequestTemplates'),
    passthrough:
      passthrough === 'NEVER' || passthrough === 'WHEN_NO_TEMPLATES' ? passthrough : 'WHEN_NO_MATCH',
    responses: integration.nestedList('IntegrationResponses').map((response) => ({
      statusCode: response.optionalNumber('StatusCode') ?? 200,
      pattern: patternOf(response),
      headers: headerMappings(response, 'method.response.header.'),
      templates: templatesOf(response, 'ResponseTemplates'),
    })),
  };
}

const PARAMETER = /^integration\.request\.(header|querystring|path)\.(.+)$/;

/** The parameters that an integration adds to its request. */
export function requestParameters(integration: ResourceProperties): RequestParameter[] {
  return [...integration.stringMap('RequestParameters')].map(([key, expression]) => {
    const [, place, name] = PARAMETER.exec(key) ?? [];
    const source = valueSource(expression);
    if (place === undefined || name === undefined || source === undefined) {
      throw integration.unsupported(
        `RequestParameters.${key}`,
        `${expression} is not mapped by the local gateway`,
      );
    }
    return { place: place as RequestParameter['place'], name, source };
  });
}

function patternOf(response: ResourceProperties): RegExp | undefined {
  const pattern = response.optionalString('SelectionPattern') ?? '';
  if (pattern === '' || pattern === 'default') return undefined;
  try {
    // The text of an error may have several lines, and the pattern has to match all of it.
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    throw response.unsupported('SelectionPattern', `${pattern} is not a regular expression that runs here`);
  }
}

function templatesOf(properties: ResourceProperties, name: string): ReadonlyMap<string, string> {
  const templates = properties.stringMap(name);
  for (const [contentType, template] of templates) {
    if (!isIntegrationTemplate(template)) {
      throw properties.unsupported(
        `${name}.${contentType}`,
        'holds VTL that the local gateway does not evaluate',
      );
    }
  }
  return templates;
}
