import type { AuthorizerResult } from '../../../lambda/evaluator/authorizer';
import { createEvaluator } from '../../../lambda/evaluator/evaluator';
import { stageArn } from '../../../lambda/evaluator/method-arn';
import type { Reason } from '../../../lib/core';
import {
  judgingOf,
  DISCOVERY,
  environment,
  LISTED,
  MemoryAllowlist,
  TOKEN,
  UNLISTED,
} from '../support/judging';
import { API_ID, authorizerEvent, OWN_HOST, type Asked } from '../support/events';

const mockLines: string[] = [];
jest.mock('../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

beforeEach(() => {
  mockLines.length = 0;
});

const STAGE = `arn:aws:execute-api:eu-central-1:123456789012:${API_ID}/prod/*`;

const noResponder = (): never => {
  throw new Error('an authorizer has no responder');
};

async function authorized(event: unknown, judging = judgingOf()): Promise<AuthorizerResult> {
  return (await createEvaluator(judging, noResponder)(event)) as AuthorizerResult;
}

const from = (origin: string, more: Asked = {}): Asked => ({
  ...more,
  headers: [['Origin', origin], ...(more.headers ?? [])],
});

describe('the policy', () => {
  const own = `https://${OWN_HOST}`;
  const authorize = '/services/oauth2/authorize';
  test.each<[name: string, asked: Asked, effect: 'Allow' | 'Deny', reason: Reason]>([
    ['no origin', {}, 'Allow', 'not_cors'],
    ['listed', from(LISTED), 'Allow', 'origin_allowlisted'],
    ['listed, OAuth', from(LISTED, { path: TOKEN, method: 'POST' }), 'Allow', 'origin_allowlisted'],
    ['listed, unlisted method', from(LISTED, { method: 'LINK' }), 'Allow', 'origin_allowlisted'],
    ['public', from(UNLISTED, { path: DISCOVERY }), 'Allow', 'public_endpoint'],
    ['own origin', from(own), 'Allow', 'same_origin'],
    [
      'same-origin fetch',
      from('null', { headers: [['Sec-Fetch-Site', 'same-origin']] }),
      'Allow',
      'same_origin',
    ],
    [
      'navigation by form post',
      from('null', { path: authorize, method: 'POST', headers: [['Sec-Fetch-Mode', 'navigate']] }),
      'Allow',
      'navigation',
    ],
    ['unlisted', from(UNLISTED), 'Deny', 'origin_not_allowlisted'],
    ['null', from('null'), 'Deny', 'null_origin'],
    ['malformed', from('https://a.example/'), 'Deny', 'malformed_origin'],
    ['two origins', from(LISTED, { headers: [['Origin', LISTED]] }), 'Deny', 'malformed_origin'],
    ['no rule', from(LISTED, { path: '/nowhere' }), 'Deny', 'endpoint_closed'],
    ['ambiguous path', from(LISTED, { path: '/services/data/..%2Fx' }), 'Deny', 'endpoint_closed'],
    ['host without a kind', from(LISTED, { domainName: 'other.example.com' }), 'Deny', 'host_not_supported'],
  ])('%s', async (_name, asked, effect, reason) => {
    const result = await authorized(authorizerEvent(asked));
    expect(result.policyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: STAGE }],
    });
    expect(result.principalId).toBe('cors');
    expect(result.context['corsReason']).toBe(reason);
  });

  test('the setting is off', async () => {
    const judging = judgingOf(environment(), new MemoryAllowlist({ enableCorsForOAuthEndpoints: false }));
    const result = await authorized(authorizerEvent(from(LISTED, { path: TOKEN })), judging);
    expect(result.context['corsReason']).toBe('oauth_cors_disabled');
    expect(result.policyDocument.Statement[0].Effect).toBe('Deny');
  });

  test('report mode lets pass, without CORS headers', async () => {
    const judging = judgingOf(environment({ enforcement: 'report' }));
    const result = await authorized(authorizerEvent(from(UNLISTED)), judging);
    expect(result.policyDocument.Statement[0].Effect).toBe('Allow');
    expect(result.context).toMatchObject({ corsOutcome: 'pass', corsHeaders: '{"Vary":"Origin"}' });
    expect(result.context).not.toHaveProperty('corsAllowOrigin');
  });
});

test('observe mode answers an origin that is not listed, without credentials', async () => {
  const judging = judgingOf(environment({ enforcement: 'observe' }));
  const result = await authorized(authorizerEvent(from(UNLISTED)), judging);
  expect(result.policyDocument.Statement[0].Effect).toBe('Allow');
  expect(result.context).toMatchObject({ corsOutcome: 'allow', corsAllowOrigin: UNLISTED });
  expect(result.context).not.toHaveProperty('corsAllowCredentials');
});

describe('its resource is the stage, never the path', () => {
  const prefix = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/';
  test.each([
    [`${prefix}prod/GET/services/data`, `${prefix}prod/*`],
    [`${prefix}prod/GET/`, `${prefix}prod/*`],
    [`${prefix}prod2/GET/services/data`, `${prefix}prod2/*`],
    [`${prefix}prod/POST/a:b/*/?/..`, `${prefix}prod/*`],
    [`${prefix}test-invoke-stage/GET/x`, `${prefix}test-invoke-stage/*`],
    [
      'arn:aws-us-gov:execute-api:us-gov-west-1:1:a/s/GET/',
      'arn:aws-us-gov:execute-api:us-gov-west-1:1:a/s/*',
    ],
    ['arn:aws-cn:execute-api:cn-north-1:1:a/s/GET/', 'arn:aws-cn:execute-api:cn-north-1:1:a/s/*'],
  ])('%s', (methodArn, resource) => {
    expect(stageArn(methodArn)).toBe(resource);
  });

  test.each([
    undefined,
    7,
    '',
    'arn:aws:execute-api:eu-central-1:1:a',
    'arn:aws:execute-api:eu-central-1:1:a/prod',
    'arn:aws:execute-api:eu-central-1:1:*/prod/GET/',
    'arn:aws:execute-api:eu-central-1:1:a/*/GET/',
    'arn:aws:lambda:eu-central-1:1:a/prod/GET/',
    '\narn:aws:execute-api:eu-central-1:1:a/prod/GET/',
  ])('%j is refused', (methodArn) => {
    expect(() => stageArn(methodArn)).toThrow('methodArn');
  });
});

test.each([LISTED, UNLISTED, undefined])(
  'of a request of %s, no header is read that the verdict does not need',
  async (origin) => {
    const event = authorizerEvent(origin === undefined ? {} : from(origin));
    const headers: object = (event as { multiValueHeaders?: object }).multiValueHeaders ?? {};
    const reads = jest.fn(() => ['Bearer s3cr3t']);
    Object.defineProperty(headers, 'Authorization', { enumerable: true, get: reads });
    await createEvaluator(judgingOf(), noResponder)({ ...event, multiValueHeaders: headers });
    expect(reads).not.toHaveBeenCalled();
  },
);

describe('no verdict: API Gateway answers 503, the log has the reason', () => {
  const unreadable = { available: false, source: 'none', failure: 'ThrottlingException' } as const;

  test('the table cannot be read', async () => {
    const allowlist = new MemoryAllowlist();
    const judging = judgingOf(environment(), allowlist);
    const evaluator = createEvaluator(judging, noResponder);
    allowlist.instead = unreadable;
    const refused = evaluator(authorizerEvent(from(LISTED)));
    await expect(refused).rejects.toMatchObject({ name: 'VerdictUnavailableError' });
    expect(mockLines.join()).toContain('store_unavailable');
    expect(mockLines.join()).toContain('ThrottlingException');
    expect(mockLines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { message: 'verdict', level: 'WARN', StoreUnavailable: 1, EvaluatorError: 1, Refused: 1 },
    ]);
    // A request that needs no look-up keeps its answer, and the next one that needs one works.
    expect(await authorized(authorizerEvent({}), judging)).toMatchObject({
      context: { corsReason: 'not_cors' },
    });
    allowlist.instead = undefined;
    expect(await evaluator(authorizerEvent(from(LISTED)))).toMatchObject({
      context: { corsOutcome: 'allow' },
    });
  });

  test('the same in report mode passes, as every refusal does', async () => {
    const allowlist = new MemoryAllowlist();
    allowlist.instead = unreadable;
    const judging = judgingOf(environment({ enforcement: 'report' }), allowlist);
    expect(await authorized(authorizerEvent(from(LISTED)), judging)).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
      context: { corsOutcome: 'pass', corsReason: 'store_unavailable' },
    });
  });

  test.each<[name: string, event: unknown]>([
    ['no method ARN', { ...authorizerEvent(), methodArn: undefined }],
    ['a method ARN with a wildcard', { ...authorizerEvent(), methodArn: 'arn:aws:execute-api:a:1:*/*/GET/' }],
    ['no path', { ...authorizerEvent(), path: undefined }],
    ['headers that are no map', { ...authorizerEvent(), headers: 'x', multiValueHeaders: null }],
    ['nothing but a type', { type: 'REQUEST' }],
  ])('%s', async (_name, event) => {
    const evaluator = createEvaluator(judgingOf(), noResponder);
    const failure = await evaluator(event).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'VerdictUnavailableError', message: 'no verdict was reached' });
    expect(failure).not.toHaveProperty('cause');
    expect(mockLines.join()).toContain('MalformedEventError');
    expect(mockLines.join()).toContain('"EvaluatorError":1');
    expect(await evaluator(authorizerEvent())).toMatchObject({ principalId: 'cors' });
  });
});
