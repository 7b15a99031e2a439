import { ApplicationLogLevel } from 'aws-cdk-lib/aws-lambda';
import type { CorsFunctionOptions } from '../../cors-function-options';
import type { SynthIssue } from '../synth/synth-error';
import { CERTIFICATES_PATH, CERTIFICATES_VARIABLE } from './certificate-authority';

/** Powertools reads it. Lambda's own level works only for log lines that Lambda formats, and would drop the metrics. */
const LOG_LEVEL_VARIABLE = 'POWERTOOLS_LOG_LEVEL';

/** Names that begin like this are the contract between constructs and handlers. */
const OWN_PREFIX = 'CORS_';

/** Names that an option sets. */
const OPTION_OF: Readonly<Record<string, string>> = {
  [LOG_LEVEL_VARIABLE]: 'logLevel',
  [CERTIFICATES_VARIABLE]: 'certificateAuthority',
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const NAME = /^[A-Za-z][A-Za-z0-9_]+$/;

/** The variables that follow from options. */
export function optionEnvironment(options: CorsFunctionOptions): Record<string, string> {
  const { environment = {}, logLevel, certificateAuthority } = options;
  return {
    ...environment,
    ...(logLevel === undefined ? {} : { [LOG_LEVEL_VARIABLE]: powertoolsLevel(logLevel) }),
    ...(certificateAuthority === undefined ? {} : { [CERTIFICATES_VARIABLE]: CERTIFICATES_PATH }),
  };
}

/** Variables that Lambda or this package sets. */
export function functionEnvironmentIssues({ environment = {} }: CorsFunctionOptions): readonly SynthIssue[] {
  return Object.entries(environment).flatMap(([name, value]): readonly SynthIssue[] => {
    const found = nameFault(name);
    return found === undefined ? [] : [{ prop: `environment.${name}`, value, ...found }];
  });
}

function nameFault(name: string): Pick<SynthIssue, 'rule' | 'fix'> | undefined {
  const option = Object.hasOwn(OPTION_OF, name) ? OPTION_OF[name] : undefined;
  if (option !== undefined) return { rule: 'an option sets this variable', fix: `use ${option}` };
  if (name.startsWith(OWN_PREFIX)) {
    return {
      rule: `${OWN_PREFIX}… are the variables of this package`,
      fix: 'use the props of the construct',
    };
  }
  if (RESERVED.has(name)) return { rule: 'Lambda reserves this name', fix: 'choose another name' };
  if (NAME.test(name)) return undefined;
  const rule = 'a name must begin with a letter, and hold at least two letters, digits and _';
  return { rule, fix: 'choose another name' };
}

/** Powertools calls the highest level by another name. */
function powertoolsLevel(level: ApplicationLogLevel): string {
  return level === ApplicationLogLevel.FATAL ? 'CRITICAL' : level;
}
