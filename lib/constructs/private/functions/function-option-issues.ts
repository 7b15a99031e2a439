import { Token } from 'aws-cdk-lib';
import { ApplicationLogLevel, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { choiceIssues } from '../synth/choice-issues';
import { isObject, typedProps } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { certificateIssues } from './certificate-authority';
import { functionEnvironmentIssues } from './function-environment';
import { FUNCTION_OPTION_TYPES } from './function-option-types';
import { networkIssues } from './network';

/** The Node.js that the bundles are built for. */
export const RUNTIME = Runtime.NODEJS_24_X;

/** MiB. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MIN_MEMORY_SIZE = 128;
const MAX_MEMORY_SIZE = 10_240;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html */
const MAX_LAYERS = 5;

/**
 * Everything in the options of functions that cannot work.
 *
 * @param scope in the stack of the functions
 * @param prop that holds the options
 */
export function functionOptionIssues(
  scope: IConstruct,
  prop: string,
  given: CorsFunctionOptions | undefined,
): readonly SynthIssue[] {
  if (given === undefined) return [];
  if (!isObject(given)) {
    return [{ prop, value: given, rule: 'must be an object', fix: 'write it as in { memorySize: 1024 }' }];
  }
  const { props, issues } = typedProps(given, FUNCTION_OPTION_TYPES);
  const all = [
    ...issues,
    ...wholeIssues('memorySize', props.memorySize, MIN_MEMORY_SIZE, MAX_MEMORY_SIZE),
    ...networkIssues(scope, props),
    ...concurrencyIssues(props),
    ...logIssues(props),
    ...choiceIssues('tracing', props.tracing, Tracing),
    ...layerIssues(props),
    ...functionEnvironmentIssues(props),
    ...certificateIssues(props),
  ];
  return all.map((issue) => ({ ...issue, prop: `${prop}.${issue.prop}` }));
}

function wholeIssues(
  prop: string,
  value: number | undefined,
  least: number,
  most: number,
): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  const range = most === Infinity ? `number from ${least}` : `number from ${least} to ${most}`;
  return [{ prop, value, rule: `must be a whole ${range}`, fix: 'choose one, or leave it out' }];
}

/** A reservation of 0 would switch the function off. */
function concurrencyIssues(props: CorsFunctionOptions): readonly SynthIssue[] {
  const { reservedConcurrentExecutions: reserved, provisionedConcurrency: provisioned } = props;
  const issues = [
    ...wholeIssues('reservedConcurrentExecutions', reserved, 1, Infinity),
    ...wholeIssues('provisionedConcurrency', provisioned, 1, Infinity),
  ];
  if (issues.length > 0 || reserved === undefined || provisioned === undefined) return issues;
  if (Token.isUnresolved(reserved) || Token.isUnresolved(provisioned) || reserved >= provisioned) return [];
  return [
    {
      prop: 'provisionedConcurrency',
      value: provisioned,
      rule: `must not be above reservedConcurrentExecutions, which is ${reserved}`,
      fix: `reserve ${provisioned} or more, or leave the reservation out`,
    },
  ];
}

function logIssues({ logGroup, logRetention, logLevel }: CorsFunctionOptions): readonly SynthIssue[] {
  const issues = [...choiceIssues('logLevel', logLevel, ApplicationLogLevel)];
  if (logRetention === undefined) return issues;
  if (logGroup !== undefined) {
    const rule = 'a log group that is given has a retention of its own';
    issues.push({
      prop: 'logRetention',
      value: logRetention,
      rule,
      fix: 'leave logRetention or logGroup out',
    });
  } else if (!Token.isUnresolved(logRetention) && !(logRetention in RetentionDays)) {
    const rule = 'CloudWatch has no such retention';
    issues.push({ prop: 'logRetention', value: logRetention, rule, fix: 'use a member of RetentionDays' });
  }
  return issues;
}

/** A layer of another runtime would only fail where the functions are made, without its option. */
function layerIssues({ layers = [] }: CorsFunctionOptions): readonly SynthIssue[] {
  const unfit = layers.flatMap(({ compatibleRuntimes, node }, index): readonly SynthIssue[] => {
    if (compatibleRuntimes === undefined) return [];
    if (compatibleRuntimes.some((runtime) => runtime.runtimeEquals(RUNTIME))) return [];
    const rule = `the layer must be compatible with ${RUNTIME.name}, the runtime of the functions`;
    const fix = 'add Runtime.NODEJS_24_X to its compatibleRuntimes, or leave it out';
    return [{ prop: `layers[${index}]`, value: node.path, rule, fix }];
  });
  if (layers.length <= MAX_LAYERS) return unfit;
  const rule = `must be at most ${MAX_LAYERS}, as Lambda takes no more`;
  return [...unfit, { prop: 'layers', value: layers.length, rule, fix: 'join some of them' }];
}
