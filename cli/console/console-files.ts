import { createRequire } from 'node:module';
import type { IncomingHttpHeaders } from 'node:http';
import { CONSOLE_CONFIG, type ConsoleConfig } from '../../lib/contract';

/** An answer of the console's function. */
export interface ConsoleFile {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Gives a file of the page. */
export type ConsoleFiles = (
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
) => Promise<ConsoleFile>;

/** The function that ships beside this program. */
const FUNCTION = '../admin-console/index.js';

interface ConsoleModule {
  readonly handler: (event: object) => Promise<ConsoleFile>;
}

/** The files as the deployed console serves them, by its own function: with its headers, and from its manifest alone. */
export function loadConsoleFiles(): ConsoleFiles {
  const config: ConsoleConfig = { runToken: true };
  process.env[CONSOLE_CONFIG] = JSON.stringify(config);
  const load = createRequire(__filename);
  const { handler } = load(FUNCTION) as ConsoleModule;
  return (method, path, headers) => {
    const name = /^\/console\/(.+)$/.exec(path)?.[1];
    return handler({
      httpMethod: method,
      headers,
      pathParameters: name === undefined ? null : { proxy: decoded(name) },
      requestContext: { path },
    });
  };
}

/** A name that cannot be decoded is the name of no file. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '%';
  }
}
