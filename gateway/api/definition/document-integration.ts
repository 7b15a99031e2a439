import { isJsonObject, type JsonObject } from '../../json';

/** The extension `x-amazon-apigateway-integration` in the form of a method's property `Integration`. */
export function integrationProperties(integration: JsonObject): JsonObject {
  const { httpMethod, responses, ...others } = integration;
  const listed = Object.entries(isJsonObject(responses) ? responses : {}).map(([pattern, response]) => ({
    ...capitalized(isJsonObject(response) ? response : {}),
    ...(pattern === 'default' ? {} : { SelectionPattern: pattern }),
  }));
  return {
    ...capitalized(others),
    ...(httpMethod === undefined ? {} : { IntegrationHttpMethod: httpMethod }),
    IntegrationResponses: listed,
  };
}

/** Members with the names that a template has: `statusCode` becomes `StatusCode`. */
export function capitalized(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
}
