import {
  DEFAULT_PORT,
  parsedOptions,
  SERVER_HELP,
  SERVER_OPTIONS,
  serverOptions,
  urlOf,
  type ServerOptions,
} from '../cli/serve/server-options';

/** The options of the command line. */
export interface LocalOptions extends ServerOptions {
  /** No sample entries. */
  readonly empty: boolean;
  /** Issuer to which the OAuth paths go. */
  readonly oauthUpstream: string | undefined;
}

export const HELP = `Serves the example app on localhost: the handlers that ship, behind the API Gateway that the template describes.

  npm start -- [options]

  --port N              port of the gateway (default ${String(DEFAULT_PORT)}); the admin API listens on the next one
  --empty               no sample entries
  --oauth-upstream URL  send the OAuth paths to this issuer
${SERVER_HELP}`;

/**
 * Reads the command line.
 *
 * @throws OptionError for an unknown option, a missing value, a value that cannot work, and options that exclude each other
 */
export function readOptions(args: readonly string[]): LocalOptions {
  const { values } = parsedOptions({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: { ...SERVER_OPTIONS, empty: { type: 'boolean' }, 'oauth-upstream': { type: 'string' } },
  });
  return {
    ...serverOptions(values),
    empty: values.empty === true,
    oauthUpstream: urlOf('--oauth-upstream', values['oauth-upstream']),
  };
}
