import { Token } from 'aws-cdk-lib';
import { MAX_AUTHORIZER_TTL_SECONDS, MAX_CLOCK_TOLERANCE_SECONDS, TOKEN_ALGORITHMS } from '../../../contract';
import type { ChainedAuthorizerOptions } from '../../chained-authorizer-options';
import { ChainedAuthorizerType } from '../../chained-authorizer-type';
import type { CognitoCheckOptions } from '../../cognito-check-options';
import type { JwtCheckOptions } from '../../jwt-check-options';
import { TokenUse } from '../../token-use';
import { choiceIssues } from '../synth/choice-issues';
import { rangeIssues } from '../synth/duration-issues';
import {
  DURATION,
  instance,
  listOfInstances,
  requiredIssues,
  TEXT,
  TEXTS,
  typedProps,
  type PropType,
} from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

/** A check, where a prop takes one. */
export const TOKEN_CHECK: PropType = instance(
  'a TokenCheck',
  '_document',
  'use TokenCheck.cognito(), TokenCheck.jwt() or TokenCheck.authorizer()',
);

const USER_POOL = instance('a user pool', 'userPoolId', 'give a UserPool, or UserPool.fromUserPoolId()');
const FUNCTION = instance(
  'a Lambda function',
  'functionArn',
  'give a Function, or Function.fromFunctionArn()',
);
const ISSUER = { ...TEXT, fix: 'write it as in "https://login.example.com"' };
const AUDIENCE = { ...TEXTS, fix: 'write it in brackets, as the issuer names this API' };
const SOURCE = /^(?:method\.request\.(?:header|querystring)\.[^\s,]+|stageVariables\.\w+|context\.[\w.]+)$/;
/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** Everything in a check of JWTs that cannot work. */
export function jwtCheckIssues(options: JwtCheckOptions): readonly SynthIssue[] {
  const types = {
    issuer: ISSUER,
    audience: AUDIENCE,
    scopes: TEXTS,
    algorithms: TEXTS,
    typ: TEXT,
    clockTolerance: DURATION,
    jwksUri: TEXT,
    resourceMetadata: TEXT,
  };
  const { props, issues } = typedProps(options as JwtCheckOptions | undefined, types, 'options');
  if (issues.length > 0) return issues;
  const { issuer, audience, scopes, algorithms = [], clockTolerance, jwksUri, resourceMetadata } = props;
  const required = [
    ...requiredIssues('issuer', issuer, ISSUER),
    ...requiredIssues('audience', audience, AUDIENCE),
  ];
  if (required.length > 0) return required;
  return [
    ...urlIssues('issuer', issuer),
    ...(audience.length > 0 ? [] : [noAudience(audience)]),
    ...scopeIssues('scopes', scopes),
    ...algorithms.flatMap((one) => (isAlgorithm(one) ? [] : [algorithmIssue(one)])),
    ...rangeIssues('clockTolerance', clockTolerance, MAX_CLOCK_TOLERANCE_SECONDS),
    ...urlIssues('jwksUri', jwksUri),
    ...urlIssues('resourceMetadata', resourceMetadata),
  ];
}

/** Everything in a check of a user pool that cannot work. */
export function cognitoCheckIssues(userPool: unknown, options: CognitoCheckOptions): readonly SynthIssue[] {
  const types = {
    clients: listOfInstances('app clients', 'userPoolClientId', 'give UserPoolClient constructs'),
    scopes: TEXTS,
    resourceMetadata: TEXT,
  };
  const { props, issues } = typedProps(options, types, 'options');
  const { clients, use, scopes = [], resourceMetadata } = props;
  const idWithScopes = use === TokenUse.ID && scopes.length > 0;
  return [
    ...requiredIssues('userPool', userPool, USER_POOL),
    ...issues,
    ...choiceIssues('use', use, TokenUse),
    ...(clients?.length === 0 ? [noClients(clients)] : []),
    ...scopeIssues('scopes', scopes),
    ...(idWithScopes
      ? [{ prop: 'scopes', value: scopes, rule: 'ID tokens have no scopes', fix: 'use TokenUse.ACCESS' }]
      : []),
    ...urlIssues('resourceMetadata', resourceMetadata),
  ];
}

/** Everything in a check by an authorizer that cannot work. */
export function authorizerCheckIssues(
  handler: unknown,
  options: ChainedAuthorizerOptions,
): readonly SynthIssue[] {
  const types = { identitySources: TEXTS, cacheTtl: DURATION };
  const { props, issues } = typedProps(options as ChainedAuthorizerOptions | undefined, types, 'options');
  const { type, identitySources, cacheTtl } = props;
  const fix = 'use ChainedAuthorizerType.REQUEST or ChainedAuthorizerType.TOKEN';
  const typeIssue = { prop: 'type', value: type as unknown, rule: 'must be the type of the authorizer', fix };
  return [
    ...requiredIssues('handler', handler, FUNCTION),
    ...issues,
    ...((type as unknown) === undefined ? [typeIssue] : choiceIssues('type', type, ChainedAuthorizerType)),
    ...(identitySources ?? []).flatMap((source) => sourceIssues(source)),
    ...countIssues(type, identitySources),
    ...rangeIssues('cacheTtl', cacheTtl, MAX_AUTHORIZER_TTL_SECONDS),
  ];
}

/** Scopes that no token can have. */
export function scopeIssues(prop: string, scopes: readonly string[] = []): readonly SynthIssue[] {
  return scopes
    .filter((scope) => !Token.isUnresolved(scope) && !SCOPE.test(scope))
    .map((value) => ({
      prop,
      value,
      rule: 'a scope is one word without blanks and quotes',
      fix: 'list the scopes one by one',
    }));
}

function sourceIssues(value: string): readonly SynthIssue[] {
  if (Token.isUnresolved(value) || SOURCE.test(value)) return [];
  const rule = 'must be an identity source of API Gateway';
  return [
    { prop: 'identitySources', value, rule, fix: 'write it as in "method.request.header.Authorization"' },
  ];
}

function countIssues(type: ChainedAuthorizerType, sources?: readonly string[]): readonly SynthIssue[] {
  if (sources === undefined || sources.length === 1) return [];
  if (type !== ChainedAuthorizerType.TOKEN && sources.length > 0) return [];
  const rule =
    sources.length === 0
      ? 'a caller is known by at least one value, by which answers are used again'
      : 'a TOKEN authorizer has one identity source';
  return [{ prop: 'identitySources', value: sources, rule, fix: 'name the header with the token' }];
}

function urlIssues(prop: string, value: string | undefined): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isLocal = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  const isPlain = url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (isPlain && (url.protocol === 'https:' || isLocal)) return [];
  const rule = 'must be an https URL without user, query and fragment';
  return [{ prop, value, rule, fix: 'write it as in "https://login.example.com"' }];
}

function noAudience(value: readonly string[]): SynthIssue {
  const rule = 'a token for another API of the issuer would be taken';
  return { prop: 'audience', value, rule, fix: 'name this API as the issuer does' };
}

function noClients(value: unknown): SynthIssue {
  const rule = 'no token would be taken';
  return { prop: 'clients', value, rule, fix: 'name clients, or leave it out for every client of the pool' };
}

function isAlgorithm(value: string): boolean {
  return TOKEN_ALGORITHMS.some((name) => name === value);
}

function algorithmIssue(value: string): SynthIssue {
  const rule = `must be one of ${TOKEN_ALGORITHMS.join(', ')}`;
  return { prop: 'algorithms', value, rule, fix: 'name those that the issuer signs with' };
}
