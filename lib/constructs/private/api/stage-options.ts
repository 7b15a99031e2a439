import type { MethodDeploymentOptions, StageOptions } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { isObject } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { warn } from '../synth/warning';
import { stageIssues, type StageProps } from './stage-issues';

const PROP = 'stageOptions';

/** Options of a cache. A stage keeps answers by path, so that one origin would get the headers of another. */
const CACHE = [
  'cacheClusterEnabled',
  'cacheClusterSize',
  'cachingEnabled',
  'cacheTtl',
  'cacheDataEncrypted',
] as const;

/** Everything in the options of a stage that cannot work, or that a prop of the gateway says too. */
export function stageOptionIssues(
  options: StageOptions | undefined,
  props: StageProps,
): readonly SynthIssue[] {
  if (options === undefined) return [];
  const given: Readonly<Record<string, unknown>> = { ...options };
  const twice = (['stageName', 'throttlingRateLimit', 'throttlingBurstLimit'] as const)
    .filter((name) => given[name] !== undefined && props[name] !== undefined)
    .map((name) => ({
      prop: `${PROP}.${name}`,
      value: given[name],
      rule: `the prop ${name} says it too`,
      fix: 'leave one of them out',
    }));
  return [
    ...stageIssues(options).map((issue) => ({ ...issue, prop: `${PROP}.${issue.prop}` })),
    ...twice,
    ...cacheIssues(PROP, given),
    ...methodsOf(options).flatMap(([path, one]) =>
      cacheIssues(`${PROP}.methodOptions[${JSON.stringify(path)}]`, { ...one }),
    ),
  ];
}

function cacheIssues(prop: string, given: Readonly<Record<string, unknown>>): readonly SynthIssue[] {
  return CACHE.filter((name) => given[name] !== undefined && given[name] !== false).map((name) => ({
    prop: `${prop}.${name}`,
    value: isObject(given[name]) ? 'a Duration' : given[name],
    rule: 'a cache would give the CORS headers of one origin to another',
    fix: 'leave it out',
  }));
}

/** Warns of execution logs that hold whole requests, tokens among them. */
export function warnOfDataTrace(scope: IConstruct, options: StageOptions = {}): void {
  const traced = [
    ...(options.dataTraceEnabled === true ? ['all methods'] : []),
    ...methodsOf(options).flatMap(([path, one]) => (one.dataTraceEnabled === true ? [path] : [])),
  ];
  if (traced.length === 0) return;
  warn(
    scope,
    'dataTrace',
    `stageOptions.dataTraceEnabled writes the bodies and headers of ${traced.join(', ')} to a log, tokens among them. ` +
      'Leave it out in production, or acknowledge this',
  );
}

function methodsOf({ methodOptions }: StageOptions): readonly (readonly [string, MethodDeploymentOptions])[] {
  return isObject(methodOptions) ? Object.entries(methodOptions) : [];
}
