import { parseArgs, type ParseArgsConfig } from 'node:util';
import { OptionError } from '../terminal/option-error';

/** The options that every local server has. */
export interface ServerOptions {
  /** Port of the first API; the admin API listens on the next one. 0 takes free ones. */
  readonly port: number;
  /** Folder in which the table is kept; in memory without one. */
  readonly data: string | undefined;
  /** A DynamoDB API that runs already. */
  readonly dynamodb: string | undefined;
  /** Print what functions write. */
  readonly logs: boolean;
  readonly help: boolean;
}

export const DEFAULT_PORT = 8787;
const MAX_PORT = 65_534;

/** Their forms, for {@link parsedOptions}. */
export const SERVER_OPTIONS = {
  port: { type: 'string' },
  data: { type: 'string' },
  dynamodb: { type: 'string' },
  logs: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Their lines in the help. */
export const SERVER_HELP = `  --data DIR            keep the table in DIR, readable only by you, for the next start
  --dynamodb URL        use a DynamoDB API that runs already, such as DynamoDB Local
  --logs                print what functions write
  --help                show this
`;

/**
 * The parsed command line.
 *
 * @throws OptionError for an unknown option and for a missing value
 */
export function parsedOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const [what = ''] = (error as Error).message.split(/\.? To specify/);
    throw new OptionError(`${what} (--help lists the options)`);
  }
}

/**
 * The common options of a parsed command line.
 *
 * @throws OptionError for a value that cannot work, and for options that exclude each other
 */
export function serverOptions(values: {
  readonly port?: string | undefined;
  readonly data?: string | undefined;
  readonly dynamodb?: string | undefined;
  readonly logs?: boolean | undefined;
  readonly help?: boolean | undefined;
}): ServerOptions {
  if (values.data !== undefined && values.dynamodb !== undefined) {
    throw new OptionError(
      '--data and --dynamodb exclude each other: a DynamoDB API that runs already keeps its own data',
    );
  }
  return {
    port: portOf(values.port),
    data: nonEmpty('--data', values.data),
    dynamodb: urlOf('--dynamodb', values.dynamodb),
    logs: values.logs === true,
    help: values.help === true,
  };
}

function portOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = /^(0|[1-9][0-9]{0,4})$/.test(value) ? Number(value) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new OptionError(
    `--port ${value}: a port is a number from 0 to ${String(MAX_PORT)}, because the admin API takes the next one`,
  );
}

/** @throws OptionError for an empty value */
export function nonEmpty(name: string, value: string | undefined): string | undefined {
  if (value === '') throw new OptionError(`${name} needs a value`);
  return value;
}

/** @throws OptionError for a value that is not the URL of a server */
export function urlOf(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.search === '' &&
    url.hash === '' &&
    url.username === ''
  ) {
    return value;
  }
  throw new OptionError(`${name} ${value}: expected a URL such as http://localhost:9000`);
}
