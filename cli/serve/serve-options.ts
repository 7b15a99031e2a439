import { OptionError } from '../terminal/option-error';
import {
  DEFAULT_PORT,
  nonEmpty,
  parsedOptions,
  SERVER_HELP,
  SERVER_OPTIONS,
  serverOptions,
  type ServerOptions,
} from './server-options';

/** The options of `serve`. */
export interface ServeOptions extends ServerOptions {
  /** A cloud assembly that is there; undefined when a command makes it, or the folder decides. */
  readonly folder: string | undefined;
  /** The command that synthesizes the app. */
  readonly app: string | undefined;
  /** Names of the stacks to serve; all of them when it is empty. */
  readonly stacks: readonly string[];
  /** The API on the first port, by its logical id or its name. */
  readonly api: string | undefined;
  /** Values of template parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Functions get the credentials and the other AWS_ variables of this terminal. */
  readonly awsCredentials: boolean;
  /** Who calls the methods that want a signature or a token; nobody without one. */
  readonly caller: string | undefined;
}

export const SERVE_HELP = `Serves the APIs of a CDK app on localhost: their routes, authorizers and tables, and their functions where they are Node.js.

  apigateway-cors-allowlist serve [FOLDER] [options]

  FOLDER                a cloud assembly, such as cdk.out
  --app COMMAND         the command that synthesizes the app; in a folder with a cdk.json the default is "npx cdk synth",
                        elsewhere ./cdk.out is served
  --stack NAME          serve this stack; may be given again (default: all)
  --api NAME            the API on the first port, by its logical id or its name
  --parameter NAME=VALUE  a parameter of the template; may be given again
  --port N              the first port (default ${String(DEFAULT_PORT)}); the admin API listens on the next one, 0 takes free ones
  --caller NAME         take requests to methods with AWS_IAM or Amazon Cognito as signed by NAME (default: refuse them)
  --aws-credentials     let functions use the AWS credentials of this terminal, for services that do not run here
${SERVER_HELP}`;

/**
 * Reads the command line of `serve`.
 *
 * @throws OptionError
 */
export function readServeOptions(args: readonly string[]): ServeOptions {
  const { values, positionals } = parsedOptions({
    args: [...args],
    strict: true,
    allowPositionals: true,
    options: {
      ...SERVER_OPTIONS,
      app: { type: 'string' },
      stack: { type: 'string', multiple: true },
      api: { type: 'string' },
      parameter: { type: 'string', multiple: true },
      caller: { type: 'string' },
      'aws-credentials': { type: 'boolean' },
    },
  });
  const [folder, ...others] = positionals;
  if (others.length > 0)
    throw new OptionError(`${others.join(' ')}: serve takes one folder (--help lists the options)`);
  if (folder !== undefined && values.app !== undefined) {
    throw new OptionError(`${folder} and --app exclude each other: the command makes the folder`);
  }
  return {
    ...serverOptions(values),
    folder: nonEmpty('FOLDER', folder),
    app: nonEmpty('--app', values.app),
    stacks: values.stack ?? [],
    api: nonEmpty('--api', values.api),
    parameters: Object.fromEntries((values.parameter ?? []).map(parameterOf)),
    awsCredentials: values['aws-credentials'] === true,
    caller: nonEmpty('--caller', values.caller),
  };
}

function parameterOf(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new OptionError(`--parameter ${text}: expected NAME=VALUE`);
}
