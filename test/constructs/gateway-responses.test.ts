import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { CorsBackend, CorsGateway } from '../../lib';
import { problemOf, type Failure } from '../../lib/core';
import { once } from './support/once';
import { stackOf, type Built } from './support/stack-of';

const build = (): Built =>
  stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false, defaultBackend: CorsBackend.echo() }));

interface ResponseProperties {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Record<string, string>;
  readonly ResponseTemplates: { readonly 'application/json': string };
}

interface Answer {
  readonly status: string | undefined;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

const answers = once(() =>
  Object.fromEntries(
    Object.values(build().resources<ResponseProperties>('AWS::ApiGateway::GatewayResponse')).map(
      ({ Properties }): [string, Answer] => {
        expect(Object.keys(Properties.ResponseTemplates)).toEqual(['application/json']);
        const headers = Object.entries(Properties.ResponseParameters).map(
          ([name, value]): [string, string] => [name.replace('gatewayresponse.header.', ''), value],
        );
        return [
          Properties.ResponseType,
          {
            status: Properties.StatusCode,
            headers: Object.fromEntries(headers),
            body: JSON.parse(Properties.ResponseTemplates['application/json']) as Answer['body'],
          },
        ];
      },
    ),
  ),
);

const HEADERS = {
  Vary: "'Origin'",
  'Content-Type': "'application/problem+json'",
  'Cache-Control': "'no-store'",
};
const VERDICT_HEADERS = {
  'Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
  'Access-Control-Allow-Credentials': 'context.authorizer.corsAllowCredentials',
  'Access-Control-Expose-Headers': 'context.authorizer.corsExposeHeaders',
};

test('every error that API Gateway knows has an answer, save its own 413, which cannot be shaped', () => {
  const known = Object.values(ResponseType)
    .filter((value): value is ResponseType => value instanceof ResponseType)
    .map(({ responseType }) => responseType);
  expect(known.length).toBeGreaterThan(20);
  expect(Object.keys(answers()).sort()).toEqual(known.filter((type) => type !== 'REQUEST_TOO_LARGE').sort());
});

test('a refusal says what the authorizer said', () => {
  expect(answers().ACCESS_DENIED).toEqual({
    status: '403',
    headers: HEADERS,
    body: {
      type: '$context.authorizer.corsType',
      title: '$context.authorizer.corsTitle',
      status: 403,
      code: '$context.authorizer.corsReason',
      requestId: '$context.extendedRequestId',
    },
  });
});

// Statuses are written out: API Gateway's own are the ones that clients know, and the table of codes must not change them unseen.
test.each<[string, string, Failure]>([
  ['API_CONFIGURATION_ERROR', '500', 'api_misconfigured'],
  ['AUTHORIZER_CONFIGURATION_ERROR', '503', 'verdict_unavailable'],
  ['AUTHORIZER_FAILURE', '503', 'verdict_unavailable'],
  ['BAD_REQUEST_BODY', '400', 'bad_request'],
  ['BAD_REQUEST_PARAMETERS', '400', 'bad_request'],
  ['EXPIRED_TOKEN', '403', 'expired_token'],
  ['INTEGRATION_FAILURE', '502', 'backend_unavailable'],
  ['INTEGRATION_TIMEOUT', '504', 'backend_timeout'],
  ['INVALID_API_KEY', '403', 'invalid_api_key'],
  ['INVALID_SIGNATURE', '403', 'invalid_signature'],
  ['MISSING_AUTHENTICATION_TOKEN', '404', 'not_found'],
  ['QUOTA_EXCEEDED', '429', 'quota_exceeded'],
  ['RESOURCE_NOT_FOUND', '404', 'not_found'],
  ['THROTTLED', '429', 'throttled'],
  ['UNAUTHORIZED', '401', 'unauthorized'],
  ['UNSUPPORTED_MEDIA_TYPE', '415', 'unsupported_media_type'],
  ['WAF_FILTERED', '403', 'firewall_refused'],
])('%s is answered with %s and the problem %s', (type, status, code) => {
  expect(answers()[type]?.status).toBe(status);
  expect(answers()[type]?.body).toEqual({
    ...problemOf(code, '$context.extendedRequestId'),
    status: Number(status),
    code,
  });
});

test.each<[string, Failure]>([
  ['DEFAULT_4XX', 'request_rejected'],
  ['DEFAULT_5XX', 'api_failure'],
])('%s keeps the status that it replaces, so its body has none', (type, code) => {
  const { status, ...problem } = problemOf(code, '$context.extendedRequestId');
  expect(status).toEqual(expect.any(Number));
  expect(answers()[type]?.status).toBeUndefined();
  expect(answers()[type]?.body).toEqual(problem);
});

test('errors after an allow can be read by the page, by what the authorizer said', () => {
  for (const type of ['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'DEFAULT_5XX']) {
    expect(answers()[type]?.headers).toEqual({ ...HEADERS, ...VERDICT_HEADERS });
  }
});

test('no other answer can be read across origins', () => {
  const others = Object.entries(answers()).filter(
    ([type]) => !['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'DEFAULT_5XX'].includes(type),
  );
  expect(others.map(([, { headers }]) => headers)).toEqual(others.map(() => HEADERS));
});

test('nothing of the request is in an answer', () => {
  expect(JSON.stringify(answers())).not.toMatch(/method\.request|\$context\.(requestId|path)|stageVariables/);
});
