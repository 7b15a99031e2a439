import { ADMIN_BASE_PATH } from '../../lib/contract';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { isLoopback } from './http';

const DEFAULT_URL = 'http://localhost:8788';

/**
 * The URL of the admin API's stage, without a trailing slash. What people copy from a browser or a log is cut back to it.
 *
 * @throws CommandError for a text that is no such URL, and for one that would send credentials in the clear
 */
export function adminUrl(option: string | undefined, environment: NodeJS.ProcessEnv): string {
  const given = option ?? environment['CORS_ADMIN_URL'] ?? DEFAULT_URL;
  const source = option === undefined ? 'CORS_ADMIN_URL' : '--url';
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw invalid(`${source} ${given} is no URL of an admin API.`, 'give the output AdminUrl of the stack');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw invalid(`${source} ${given} would send credentials in the clear.`, 'begin the URL with https');
  }
  const path = url.pathname.replace(new RegExp(`(?:${ADMIN_BASE_PATH}|/console)(?:/.*)?$`), '');
  return `${url.origin}${path.replace(/\/+$/, '')}`;
}

/** The region in the name of an API Gateway host. */
export function regionOf(url: string): string | undefined {
  return /\.execute-api\.([a-z0-9-]+)\.amazonaws\./.exec(new URL(url).hostname)?.[1];
}

function invalid(message: string, fix: string): CommandError {
  return new CommandError(EXIT.invalid, 'bad_url', message, fix);
}
