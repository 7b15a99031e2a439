import { parseArgs } from 'node:util';

/** The options of the command line. */
export interface LocalOptions {
  /** Port of the gateway; the admin API listens on the next one. 0 takes any free pair. */
  readonly port: number;
  /** Folder in which the table is kept; in memory without one. */
  readonly data: string | undefined;
  /** No sample entries. */
  readonly empty: boolean;
  /** Issuer to which the OAuth paths go. */
  readonly oauthUpstream: string | undefined;
  /** A DynamoDB API that runs already. */
  readonly dynamodb: string | undefined;
  readonly help: boolean;
}

/** The command line has a mistake. The message is one line for a person. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

const DEFAULT_PORT = 8787;
const MAX_PORT = 65_534;

export const HELP = `Serves the example app on localhost: the handlers that ship, behind the API Gateway that the template describes.

  npm start -- [options]

  --port N              port of the gateway (default ${String(DEFAULT_PORT)}); the admin API listens on the next one
  --data DIR            keep the table in DIR, readable only by you, for the next start
  --empty               no sample entries
  --oauth-upstream URL  send the OAuth paths to this issuer
  --dynamodb URL        use a DynamoDB API that runs already, such as DynamoDB Local
  --help                show this
`;

/**
 * Reads the command line.
 *
 * @throws OptionError for an unknown option, a missing value, a value that cannot work, and options that exclude each other
 */
export function readOptions(args: readonly string[]): LocalOptions {
  const { values } = parse(args);
  if (values.data !== undefined && values.dynamodb !== undefined) {
    throw new OptionError(
      '--data and --dynamodb exclude each other: a DynamoDB API that runs already keeps its own data',
    );
  }
  return {
    port: portOf(values.port),
    data: nonEmpty('--data', values.data),
    empty: values.empty === true,
    oauthUpstream: urlOf('--oauth-upstream', values['oauth-upstream']),
    dynamodb: urlOf('--dynamodb', values.dynamodb),
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        empty: { type: 'boolean' },
        'oauth-upstream': { type: 'string' },
        dynamodb: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new OptionError(
      `${(error as Error).message.split(/\.? To specify/)[0] ?? ''} (--help lists the options)`,
    );
  }
}

function portOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = /^(0|[1-9][0-9]{0,4})$/.test(value) ? Number(value) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new OptionError(
    `--port ${value}: a port is a number from 0 to ${String(MAX_PORT)}, because the admin API takes the next one`,
  );
}

function nonEmpty(name: string, value: string | undefined): string | undefined {
  if (value === '') throw new OptionError(`${name} needs a value`);
  return value;
}

function urlOf(name: string, value: string | undefined): string | undefined {
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
