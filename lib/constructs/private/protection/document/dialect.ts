import { membersOf, type JsonObject } from './document';

/** The differences between the versions of OpenAPI that API Gateway imports. */
export interface Dialect {
  /** The member that names the version. YAML without quotes makes a number of it, which API Gateway would not take. */
  readonly version: JsonObject;
  /** The place of the security schemes, as people write it. */
  readonly schemes: string;
  /** Security schemes, which may be known only at deployment. */
  readonly schemesOf: (document: JsonObject) => unknown;
  readonly withSchemes: (document: JsonObject, schemes: JsonObject) => JsonObject;
  /** A response header that is a text. */
  readonly header: JsonObject;
}

/** @see https://spec.openapis.org/oas/v2.0.html#security-definitions-object */
const SWAGGER_2: Dialect = {
  version: { swagger: '2.0' },
  schemes: 'securityDefinitions',
  schemesOf: ({ securityDefinitions }) => securityDefinitions,
  withSchemes: (document, securityDefinitions) => ({ ...document, securityDefinitions }),
  header: { type: 'string' },
};

/** @see https://spec.openapis.org/oas/v3.0.3.html#components-object */
function openApi3(openapi: string): Dialect {
  return {
    version: { openapi },
    schemes: 'components.securitySchemes',
    schemesOf: ({ components }) => membersOf(components)['securitySchemes'],
    withSchemes: (document, securitySchemes) => ({
      ...document,
      components: { ...membersOf(document['components']), securitySchemes },
    }),
    header: { schema: { type: 'string' } },
  };
}

/**
 * The dialect of a document; undefined for one that API Gateway does not import.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function dialectOf({ openapi, swagger }: JsonObject): Dialect | undefined {
  if (swagger === '2.0' || swagger === 2) return SWAGGER_2;
  if (openapi === 3) return openApi3('3.0.1');
  return typeof openapi === 'string' && /^3\.0(\.|$)/.test(openapi) ? openApi3(openapi) : undefined;
}
