import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { deflateRawSync } from 'node:zlib';
import {
  CACHE_TTL_SECONDS,
  CLIENT_SECRETS,
  ENDPOINTS,
  POLICY,
  STALE_TTL_SECONDS,
  TABLE_NAME,
  type EndpointsDocument,
} from '../../../contract';
import { ClientSecrets } from '../../client-secrets';
import type { PolicyPlan } from './policy-plan';
import type { SynthIssue } from '../synth/synth-error';

/** Bytes of all environment variables of a function, names and values. */
const MAX_ENVIRONMENT_BYTES = 4096;
/** Assumed for a value that is known only at deployment: names that CloudFormation makes are rarely longer. */
const UNKNOWN_BYTES = 64;
/** Bytes up to which a table is written as it is: inflating it would be part of every cold start. */
const MAX_PLAIN_BYTES = 2048;

/** The environment with which a function can judge by itself. */
export function policyEnvironment(
  scope: IConstruct,
  tableName: string,
  { options, endpoints, settings, seconds }: PolicyPlan,
): Record<string, string> {
  return {
    [TABLE_NAME]: tableName,
    [POLICY]: Stack.of(scope).toJsonString(settings),
    [ENDPOINTS]: encodeEndpoints(endpoints._document),
    [CACHE_TTL_SECONDS]: String(seconds.cache),
    [STALE_TTL_SECONDS]: String(seconds.stale),
    [CLIENT_SECRETS]: options.clientSecrets ?? ClientSecrets.REPORT,
  };
}

/** An endpoint table as JSON, or compressed where it is long. */
function encodeEndpoints(document: EndpointsDocument): string {
  const json = JSON.stringify(document);
  if (Buffer.byteLength(json) <= MAX_PLAIN_BYTES) return json;
  return `deflate:${deflateRawSync(json, { level: 9 }).toString('base64')}`;
}

/** An environment that Lambda would not take. */
export function environmentIssues(
  scope: IConstruct,
  environment: Record<string, string>,
  prop = 'the sum of endpoints, hosts, sameOriginAliases, backends, oauthUpstream and evaluator.environment',
): readonly SynthIssue[] {
  const value = Object.entries(environment).reduce(
    (sum, [name, text]) => sum + name.length + bytesOf(Stack.of(scope).resolve(text)),
    0,
  );
  if (value <= MAX_ENVIRONMENT_BYTES) return [];
  const rule = `must be at most ${MAX_ENVIRONMENT_BYTES} bytes, the environment that Lambda gives a function`;
  return [{ prop, value, rule, fix: 'name fewer or shorter ones' }];
}

/** Bytes of a value in a template: what is written out, and a guess for what is filled in. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1];
  return parts === undefined ? UNKNOWN_BYTES : parts.reduce<number>((sum, part) => sum + bytesOf(part), 0);
}
