import type { Given } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { choiceOf } from '../terminal/choice';
import type { Terminal } from '../terminal/terminal';
import { AdminClient } from './admin-client';
import { adminUrl } from './admin-url';
import { NO_AUTHORIZATION, type Authorization } from './authorization';
import { tokenAuthorization } from './token-authorization';
import { Transport } from './transport';

const WAYS = ['auto', 'iam', 'cognito', 'token', 'none'] as const;
type Way = (typeof WAYS)[number];

/** The name of the variable that holds a token of a user pool. */
const TOKEN_VARIABLE = 'CORS_TOKEN';

/** The admin API and who calls it. */
export interface Access {
  readonly url: string;
  readonly authorization: Authorization;
}

/**
 * Where the admin API is, and how a call says who makes it: by the option; else, in this order, nobody is asked on this
 * machine, a token of the environment, a sign-in for this URL, AWS credentials.
 *
 * @throws CommandError
 */
export async function accessOf(given: Given, environment: NodeJS.ProcessEnv): Promise<Access> {
  const url = adminUrl(given.text('url'), environment);
  const way = choiceOf('--auth', given.text('auth') ?? 'auto', WAYS);
  return { url, authorization: await authorizationOf(way, url, given.text('region'), environment) };
}

/** A client of the admin API that the options name. */
export async function openClient(
  given: Given,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<AdminClient> {
  const { url, authorization } = await accessOf(given, environment);
  const transport = new Transport(url, authorization, (text) => {
    terminal.progress(text);
  });
  return new AdminClient(transport);
}

async function authorizationOf(
  way: Way,
  url: string,
  region: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<Authorization> {
  const token = environment[TOKEN_VARIABLE];
  if (way === 'none' || (way === 'auto' && isThisMachine(url))) return NO_AUTHORIZATION;
  if (way === 'token' || (way === 'auto' && token !== undefined)) {
    if (token !== undefined && token !== '') return tokenAuthorization(token);
    throw new CommandError(
      EXIT.notPermitted,
      'no_token',
      `--auth token needs a token.`,
      `set ${TOKEN_VARIABLE}`,
    );
  }
  if (way === 'cognito' || way === 'auto') {
    const session = await storedSession(url, environment);
    if (session !== undefined) return session;
    if (way === 'cognito') {
      throw new CommandError(
        EXIT.notPermitted,
        'not_signed_in',
        `Nobody is signed in to ${url} on this machine.`,
        'sign in with "login"',
      );
    }
  }
  const { iamAuthorization } = await import('./iam-authorization');
  return iamAuthorization(url, region, environment);
}

async function storedSession(
  url: string,
  environment: NodeJS.ProcessEnv,
): Promise<Authorization | undefined> {
  const { SessionFile } = await import('../session/session-file');
  const file = new SessionFile(environment);
  const session = file.read(url);
  if (session === undefined) return undefined;
  const { sessionAuthorization } = await import('../session/session-authorization');
  return sessionAuthorization(url, file, session);
}

function isThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
