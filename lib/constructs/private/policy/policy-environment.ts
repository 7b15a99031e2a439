import { Stack } from 'aws-cdk-lib';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { deflateRawSync } from 'node:zlib';
import {
  CACHE_TTL_SECONDS,
  CLIENT_SECRETS,
  DEFLATED,
  ENDPOINTS,
  POLICY,
  STALE_TTL_SECONDS,
  TABLE_NAME,
  VERDICT_LOG,
  type EndpointsDocument,
} from '../../../contract';
import { ClientSecrets } from '../../client-secrets';
import type { PolicyPlan } from './policy-plan';
import type { SynthIssue } from '../synth/synth-error';

/** Bytes of all environment variables of a function, names and values. */
const MAX_ENVIRONMENT_BYTES = 4096;
/** Compression takes repetition out, but every path that differs stays. */
const SHORTEN = 'give paths with a common beginning one rule: PathMatch.PREFIX, or {name+} at the end';
/** Assumed for a value that is known only at deployment: names that CloudFormation makes are rarely longer. */
const UNKNOWN_BYTES = 64;
/** Bytes up to which a table is written as it is: inflating it would be part of every cold start. */
const MAX_PLAIN_BYTES = 2048;

/**
 * The environment with which a function can judge by itself.
 *
 * @param table the endpoint table as the function reads it
 */
export function policyEnvironment(
  scope: IConstruct,
  tableName: string,
  { options, endpoints, settings, seconds }: PolicyPlan,
  table = encodeEndpoints(endpoints._document),
): Record<string, string> {
  return {
    [TABLE_NAME]: tableName,
    [POLICY]: Stack.of(scope).toJsonString(settings),
    [ENDPOINTS]: table,
    [CACHE_TTL_SECONDS]: String(seconds.cache),
    [STALE_TTL_SECONDS]: String(seconds.stale),
    [CLIENT_SECRETS]: options.clientSecrets ?? ClientSecrets.REPORT,
    ...(options.verdictLog === undefined ? {} : { [VERDICT_LOG]: options.verdictLog }),
  };
}

/** An endpoint table as JSON, or compressed where it is long. */
export function encodeEndpoints(document: EndpointsDocument): string {
  const json = JSON.stringify(document);
  if (Buffer.byteLength(json) <= MAX_PLAIN_BYTES) return json;
  return `${DEFLATED}${deflateRawSync(json, { level: 9 }).toString('base64')}`;
}

/** An environment that Lambda would not take. */
export function environmentIssues(
  scope: IConstruct,
  environment: Record<string, string>,
  prop = 'the sum of endpoints, hosts, sameOriginAliases, backends, oauthUpstream and evaluator.environment',
): readonly SynthIssue[] {
  const value = sizeOf(
    Object.entries(environment).map(([name, text]) => [name, Stack.of(scope).resolve(text)]),
  );
  if (value <= MAX_ENVIRONMENT_BYTES) return [];
  const rule = `must be at most ${MAX_ENVIRONMENT_BYTES} bytes, the environment that Lambda gives a function`;
  return [{ prop, value, rule, fix: `${SHORTEN}, or name fewer or shorter ones` }];
}

/** A function whose own variables, together with those of its allowlist, Lambda would not take. */
export function functionEnvironmentIssues(handler: LambdaFunction): readonly SynthIssue[] {
  const resource = handler.node.defaultChild;
  if (!(resource instanceof CfnFunction)) return [];
  const { variables = {} } = (handler.stack.resolve(resource.environment) ?? {}) as Environment;
  const value = sizeOf(Object.entries(variables));
  if (value <= MAX_ENVIRONMENT_BYTES) return [];
  const table = bytesOf(variables[ENDPOINTS]);
  const rule = `must be at most ${MAX_ENVIRONMENT_BYTES} bytes, and the endpoint table takes ${table} of them, compressed`;
  return [{ prop: `the environment of ${handler.node.path}`, value, rule, fix: SHORTEN }];
}

interface Environment {
  readonly variables?: Readonly<Record<string, unknown>>;
}

function sizeOf(variables: readonly (readonly [name: string, value: unknown])[]): number {
  return variables.reduce((sum, [name, value]) => sum + name.length + bytesOf(value), 0);
}

/** Bytes of a value in a template: what is written out, and a guess for what is filled in. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  const [, parts] = 'Fn::Join' in value ? (value['Fn::Join'] as [string, unknown[]]) : [];
  return parts === undefined ? UNKNOWN_BYTES : parts.reduce<number>((sum, part) => sum + bytesOf(part), 0);
}
