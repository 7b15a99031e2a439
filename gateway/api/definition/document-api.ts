import type { ResourceProperties } from '../../assembly/resource-properties';
import { isJsonObject, type JsonObject } from '../../json';
import { gatewayResponseDefinition, type GatewayResponseDefinition } from './gateway-response-definition';
import type { MethodSource } from './method-source';
import { capitalized, integrationProperties } from './document-integration';

/** The parts of an API that its OpenAPI document holds. */
export interface DocumentApi {
  /** Methods by path and verb. */
  readonly paths: ReadonlyMap<string, ReadonlyMap<string, MethodSource>>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseDefinition>;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: string | undefined;
}

/** The operations of a path and their verbs. Everything else in a path belongs to all of them. */
const VERBS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'].map((verb) => [verb, verb.toUpperCase()]),
  ),
  'x-amazon-apigateway-any-method': 'ANY',
};

/** Places of parameters, by their names in a document. Others, such as `cookie`, are not checked by the service. */
const PLACES: Readonly<Record<string, string>> = { header: 'header', query: 'querystring', path: 'path' };

/**
 * The API that an OpenAPI 3 or Swagger 2 document describes, with the service's extensions.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function documentApi(api: ResourceProperties, document: JsonObject): DocumentApi {
  const paths = Object.entries(objectAt(document, 'paths')).map(([path, item]) => {
    const members = isJsonObject(item) ? item : {};
    const operations = Object.entries(members).flatMap(([key, operation]) => {
      const verb = VERBS[key.toLowerCase()];
      return verb === undefined || !isJsonObject(operation)
        ? []
        : [[verb, operationSource(api, document, path, verb, members, operation)] as const];
    });
    return [path, new Map(operations)] as const;
  });
  const responses = Object.entries(objectAt(document, 'x-amazon-apigateway-gateway-responses'));
  const keySource = document['x-amazon-apigateway-api-key-source'];
  const binary = document['x-amazon-apigateway-binary-media-types'];
  return {
    paths: new Map(paths),
    gatewayResponses: new Map(
      responses.flatMap(([type, response]) =>
        isJsonObject(response)
          ? [[type, gatewayResponseDefinition(api.with(capitalized(response), `Body ${type}.`))] as const]
          : [],
      ),
    ),
    binaryMediaTypes: Array.isArray(binary) ? binary.map(String) : [],
    apiKeySource: typeof keySource === 'string' ? keySource : undefined,
  };
}

function operationSource(
  api: ResourceProperties,
  document: JsonObject,
  path: string,
  verb: string,
  item: JsonObject,
  operation: JsonObject,
): MethodSource {
  const place = `Body ${path} ${verb}: `;
  const { authorizer, properties } = securityOf(document, operation);
  const validators = objectAt(document, 'x-amazon-apigateway-request-validators');
  const name =
    operation['x-amazon-apigateway-request-validator'] ?? document['x-amazon-apigateway-request-validator'];
  const validator = typeof name === 'string' ? validators[name] : undefined;
  const integration = operation['x-amazon-apigateway-integration'];
  const inline: Record<string, unknown> = {};
  const method = {
    ...properties,
    HttpMethod: verb,
    ...(isJsonObject(integration) ? { Integration: integrationProperties(integration) } : {}),
    RequestParameters: requiredParameters(document, [
      ...listAt(item, 'parameters'),
      ...listAt(operation, 'parameters'),
    ]),
    RequestModels: bodyModels(document, operation, inline),
  };
  return {
    properties: api.with(method, place),
    path,
    authorizer: () => (authorizer === undefined ? undefined : api.with(authorizer, place)),
    validator: () => (isJsonObject(validator) ? api.with(validatorProperties(validator), place) : undefined),
    models: () => ({
      ...objectAt(document, 'definitions'),
      ...objectAt(objectAt(document, 'components'), 'schemas'),
      ...inline,
    }),
  };
}

function validatorProperties(validator: JsonObject): JsonObject {
  return {
    ValidateRequestBody: validator['validateRequestBody'] ?? false,
    ValidateRequestParameters: validator['validateRequestParameters'] ?? false,
  };
}

/** Who may call an operation: its own `security`, or that of the whole document. A scheme without an extension says nothing. */
function securityOf(
  document: JsonObject,
  operation: JsonObject,
): { readonly authorizer: JsonObject | undefined; readonly properties: JsonObject } {
  const schemes = {
    ...objectAt(document, 'securityDefinitions'),
    ...objectAt(objectAt(document, 'components'), 'securitySchemes'),
  };
  const required =
    operation['security'] === undefined ? listAt(document, 'security') : listAt(operation, 'security');
  const named = required.flatMap((entry) =>
    isJsonObject(entry)
      ? Object.keys(entry).map((name) => [name, isJsonObject(schemes[name]) ? schemes[name] : {}] as const)
      : [],
  );
  let authorizer: JsonObject | undefined;
  let properties: JsonObject = {};
  for (const [name, scheme] of named) {
    const own = scheme['x-amazon-apigateway-authorizer'];
    const type =
      typeof scheme['x-amazon-apigateway-authtype'] === 'string'
        ? scheme['x-amazon-apigateway-authtype']
        : '';
    if (isJsonObject(own)) {
      const isCognito = String(own['type']).toLowerCase() === 'cognito_user_pools';
      authorizer = isCognito ? undefined : { ...authorizerProperties(own, scheme), Name: name };
      properties = { ...properties, AuthorizationType: isCognito ? 'COGNITO_USER_POOLS' : 'CUSTOM' };
    } else if (type.toLowerCase() === 'awssigv4') {
      properties = { ...properties, AuthorizationType: 'AWS_IAM' };
    } else if (scheme['type'] === 'apiKey' && String(scheme['name']).toLowerCase() === 'x-api-key') {
      properties = { ...properties, ApiKeyRequired: true };
    }
  }
  return { authorizer, properties };
}

function authorizerProperties(own: JsonObject, scheme: JsonObject): JsonObject {
  const isToken = String(own['type']).toLowerCase() === 'token';
  const name = typeof scheme['name'] === 'string' ? scheme['name'] : 'Authorization';
  const header = `method.request.header.${name}`;
  return {
    ...capitalized(own),
    ...(isToken ? { IdentitySource: header } : {}),
  };
}

function requiredParameters(document: JsonObject, parameters: readonly unknown[]): JsonObject {
  const required = parameters
    .map((parameter) => followed(document, parameter))
    .flatMap((parameter) => {
      const place = PLACES[String(parameter['in'])];
      return place === undefined || parameter['required'] !== true
        ? []
        : [[`method.request.${place}.${String(parameter['name'])}`, true] as const];
    });
  return Object.fromEntries(required);
}

/** The models of a body by content type. A schema that is written in place gets a name of its own. */
function bodyModels(
  document: JsonObject,
  operation: JsonObject,
  inline: Record<string, unknown>,
): JsonObject {
  const content = objectAt(followed(document, operation['requestBody']), 'content');
  const swagger = listAt(operation, 'parameters')
    .map((parameter) => followed(document, parameter))
    .find((parameter) => parameter['in'] === 'body');
  const schemas: (readonly [string, unknown])[] = Object.entries(content).map(([type, media]) => [
    type,
    isJsonObject(media) ? media['schema'] : undefined,
  ]);
  if (swagger !== undefined) schemas.push(['application/json', swagger['schema']]);
  return Object.fromEntries(
    schemas.flatMap(([type, schema]) => {
      if (!isJsonObject(schema)) return [];
      // References are read by their last part.
      const name = `inline ${type.replaceAll('/', ' ')}`;
      inline[name] = schema;
      return [[type, name] as const];
    }),
  );
}

/** The object itself, or the one of the same document that its `$ref` names. */
function followed(document: JsonObject, value: unknown): JsonObject {
  if (!isJsonObject(value)) return {};
  const reference = value['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return value;
  let found: unknown = document;
  for (const part of reference.slice(2).split('/')) found = isJsonObject(found) ? found[part] : undefined;
  return isJsonObject(found) ? found : {};
}

function objectAt(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isJsonObject(value) ? value : {};
}

function listAt(parent: JsonObject, name: string): readonly unknown[] {
  const value: unknown = parent[name];
  return Array.isArray(value) ? value : [];
}
