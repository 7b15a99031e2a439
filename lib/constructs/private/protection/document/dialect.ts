import { membersOf, type JsonObject } from './document';

/** The differences between the versions of OpenAPI that API Gateway imports. */
export interface Dialect {
  /** Security schemes by name. */
  readonly schemesOf: (document: JsonObject) => JsonObject;
  readonly withSchemes: (document: JsonObject, schemes: JsonObject) => JsonObject;
  /** A response header that is a text. */
  readonly header: JsonObject;
}

/** @see https://spec.openapis.org/oas/v2.0.html#security-definitions-object */
const SWAGGER_2: Dialect = {
  schemesOf: ({ securityDefinitions }) => membersOf(securityDefinitions),
  withSchemes: (document, securityDefinitions) => ({ ...document, securityDefinitions }),
  header: { type: 'string' },
};

/** @see https://spec.openapis.org/oas/v3.0.3.html#components-object */
const OPENAPI_3: Dialect = {
  schemesOf: ({ components }) => membersOf(membersOf(components)['securitySchemes']),
  withSchemes: (document, securitySchemes) => ({
    ...document,
    components: { ...membersOf(document['components']), securitySchemes },
  }),
  header: { schema: { type: 'string' } },
};

/**
 * The dialect of a document; undefined for one that API Gateway does not import.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function dialectOf({ openapi, swagger }: JsonObject): Dialect | undefined {
  if (swagger === '2.0') return SWAGGER_2;
  return typeof openapi === 'string' && /^3\.0(\.|$)/.test(openapi) ? OPENAPI_3 : undefined;
}
