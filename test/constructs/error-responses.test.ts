import type { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, ResponseType, RestApi, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CorsAllowlist, CorsBackend, CorsGateway } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { once } from './support/once';
import { stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const RESPONSES = 'x-amazon-apigateway-gateway-responses';
const TYPES = Object.values(ResponseType)
  .filter((value): value is ResponseType => value instanceof ResponseType)
  .map(({ responseType }) => responseType);
/** The statuses that API Gateway gives by itself, by which a type without a response of its own finds its default. */
const SERVER_ERRORS = new Set([
  'API_CONFIGURATION_ERROR',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'DEFAULT_5XX',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
]);
const MAPPED = {
  'gatewayresponse.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
  'gatewayresponse.header.Access-Control-Allow-Credentials': 'context.authorizer.corsAllowCredentials',
  'gatewayresponse.header.Access-Control-Expose-Headers': 'context.authorizer.corsExposeHeaders',
  'gatewayresponse.header.Cors-Refused': 'context.authorizer.corsRefused',
};

/** Mappings by the type of response. */
type Mappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Responses as resources, and those in a document. */
function mappingsOf(built: Built): Mappings {
  const resources = Object.values(
    built.resources<{ ResponseType: string; ResponseParameters: Record<string, string> }>(
      'AWS::ApiGateway::GatewayResponse',
    ),
  ).map(({ Properties }) => [Properties.ResponseType, Properties.ResponseParameters] as const);
  const bodies = Object.values(
    built.resources<{
      Body?: Record<string, Record<string, { responseParameters: Record<string, string> }>>;
    }>('AWS::ApiGateway::RestApi'),
  ).flatMap(({ Properties }) => Object.entries(Properties.Body?.[RESPONSES] ?? {}));
  return Object.fromEntries([
    ...bodies.map(([type, { responseParameters }]) => [type, responseParameters] as const),
    ...resources,
  ]);
}

const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/a': {
      get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:uri' } },
    },
  },
};

function restApi(stack: Stack): { readonly api: RestApi; readonly protect: () => void } {
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
  const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
  return {
    api,
    protect: () => {
      allowlist.protect(api);
    },
  };
}

function specApi(stack: Stack, responses?: Record<string, unknown>): SpecRestApi {
  const definition = { ...DOCUMENT, ...(responses === undefined ? {} : { [RESPONSES]: responses }) };
  const apiDefinition = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protectedDefinition(definition);
  return new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
}

/** A response of the user to every error that can have one. */
const SHAPED = TYPES.filter((type) => type !== 'REQUEST_TOO_LARGE');
const theirs = (type: string) => ({
  type: ResponseType.of(type),
  statusCode: '418',
  responseHeaders: { 'X-Own': "'yes'" },
  templates: { 'application/json': '{}' },
});

describe.each<[string, (stack: Stack) => void, boolean]>([
  ['protect()', (stack) => restApi(stack).protect(), false],
  ['a document', (stack) => specApi(stack), false],
  [
    'CorsGateway',
    (stack) => new CorsGateway(stack, 'Cors', { adminApi: false, defaultBackend: CorsBackend.echo() }),
    false,
  ],
  [
    'protect(), beside responses of the user',
    (stack) => {
      const { api, protect } = restApi(stack);
      for (const type of SHAPED) api.addGatewayResponse(type, theirs(type));
      protect();
    },
    true,
  ],
  [
    'protect(), before responses of the user',
    (stack) => {
      const { api, protect } = restApi(stack);
      protect();
      for (const type of SHAPED.filter((one) => !/^(ACCESS_DENIED|AUTHORIZER|DEFAULT)/.test(one))) {
        api.addGatewayResponse(type, theirs(type));
      }
    },
    false,
  ],
  [
    'a document with responses of its own',
    (stack) =>
      specApi(
        stack,
        Object.fromEntries(
          SHAPED.map((type) => [
            type,
            { statusCode: '418', responseParameters: { 'gatewayresponse.header.X-Own': "'yes'" } },
          ]),
        ),
      ),
    true,
  ],
  [
    'a document, beside responses of the API',
    (stack) => {
      const api = specApi(stack);
      api.addGatewayResponse('Theirs', theirs('THROTTLED'));
    },
    false,
  ],
])('in front of an API by %s', (_, build, areTheirs) => {
  const mappings = once(() => mappingsOf(stackOf(build)));
  const effective = (type: string): Readonly<Record<string, string>> | undefined =>
    mappings()[type] ?? mappings()[SERVER_ERRORS.has(type) ? 'DEFAULT_5XX' : 'DEFAULT_4XX'];

  test.each(SHAPED)('%s maps the headers of the verdict', (type) => {
    expect(effective(type)).toMatchObject(MAPPED);
    expect(effective(type)?.['gatewayresponse.header.Vary']).toMatch(/Origin/);
    if (areTheirs) expect(effective(type)?.['gatewayresponse.header.X-Own']).toBe("'yes'");
  });
});

test.each<[string, string, string]>([
  ['every origin', 'Access-Control-Allow-Origin', "'*'"],
  ['the origin of the request', 'Access-Control-Allow-Origin', 'method.request.header.Origin'],
  ['credentials', 'access-control-allow-credentials', "'true'"],
  ['a Vary that nothing can be added to', 'Vary', 'method.request.header.Vary'],
])('%s in a response of the user is refused', (_, header, value) => {
  const add = (api: RestApi): unknown =>
    api.addGatewayResponse('Theirs', { type: ResponseType.THROTTLED, responseHeaders: { [header]: value } });
  const found = complaints(() =>
    stackOf((stack) => {
      const { api, protect } = restApi(stack);
      add(api);
      protect();
    }),
  );
  expect(found).toEqual([expect.stringMatching(/^\S+ of gateway response THROTTLED is /)]);
});
