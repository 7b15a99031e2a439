import { spawn } from 'node:child_process';
import { CLI_LOGIN_CALLBACK, type ConsoleConfig, type ConsoleSignIn } from '../../lib/contract';
import { adminUrl } from '../api/admin-url';
import { sendHttp } from '../api/http';
import { claimsOf } from '../api/token-claims';
import type { Command } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { oneLine } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { codeIn, Loopback, makeProof, type Proof } from './loopback';
import { SessionFile } from './session-file';
import { askForTokens } from './token-endpoint';

export const command: Command = {
  usage: '',
  about: [
    'Signs in with the user pool of an admin API, in the browser. The tokens are kept in a file that only you can read.',
    'The console of that admin API needs cliLogin: true. With AWS credentials (IAM), nobody has to sign in.',
  ],
  options: {
    'no-browser': { about: 'print the address, and paste the one to which the sign-in leads back' },
  },
  takes: { least: 0, most: 0 },
  examples: ['login --url https://abcde12345.execute-api.eu-central-1.amazonaws.com/prod'],
  run: async ({ terminal, given, environment }) => {
    const url = adminUrl(given.text('url'), environment);
    const signIn = await signInOf(url);
    const proof = makeProof();
    const address = given.has('no-browser')
      ? await pastedAddress(terminal, signIn, proof)
      : await browserAddress(terminal, signIn, proof, environment);
    const client = { domain: signIn.domain, clientId: signIn.clientId, kind: signIn.token };
    const answer = await askForTokens(client, {
      grant_type: 'authorization_code',
      code: codeIn(address, proof),
      code_verifier: proof.verifier,
      redirect_uri: CLI_LOGIN_CALLBACK,
    });
    if ('fault' in answer) {
      throw new CommandError(EXIT.notPermitted, 'sign_in_failed', answer.fault, 'sign in again with "login"');
    }
    const file = new SessionFile(environment);
    file.write(url, answer.session);
    const caller = claimsOf(answer.session.token);
    terminal.result({ url, caller, file: file.path }, () => [
      `Signed in to ${url} as ${oneLine(String(caller['name']))}.`,
      `The tokens are in ${file.path}.`,
    ]);
    return EXIT.done;
  },
};

/**
 * How people sign in to an admin API, as its console is told.
 *
 * @throws CommandError where they do not
 */
async function signInOf(url: string): Promise<ConsoleSignIn> {
  const request = { method: 'GET', url: new URL(`${url}/console/config.json`), headers: {} };
  const answer = await sendHttp(request).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      EXIT.unavailable,
      'unreachable',
      `${url} cannot be reached: ${why}.`,
      'check --url',
    );
  });
  const signIn = answer.status === 200 ? configIn(answer.body).signIn : undefined;
  const isSafe = signIn !== undefined && /^https:|^http:\/\/localhost[:/]/.test(`${signIn.domain}/`);
  if (isSafe) return signIn;
  throw new CommandError(
    EXIT.invalid,
    'no_sign_in',
    `The admin API at ${url} has no user pool with a console.`,
    'use AWS credentials (--auth iam), or nothing at all on this machine',
  );
}

function configIn(body: Buffer): ConsoleConfig {
  try {
    return JSON.parse(body.toString('utf8')) as ConsoleConfig;
  } catch {
    return {};
  }
}

function signInAddress({ domain, clientId, scope }: ConsoleSignIn, { challenge, state }: Proof): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CLI_LOGIN_CALLBACK,
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  return `${domain}/oauth2/authorize?${query.toString()}`;
}

async function browserAddress(
  terminal: Terminal,
  signIn: ConsoleSignIn,
  proof: Proof,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const loopback = new Loopback(proof);
  await loopback.listen();
  try {
    const address = signInAddress(signIn, proof);
    terminal.note('Sign in on this page, which opens in your browser:', address);
    openInBrowser(address, environment);
    return await loopback.address();
  } finally {
    loopback.close();
  }
}

async function pastedAddress(terminal: Terminal, signIn: ConsoleSignIn, proof: Proof): Promise<string> {
  terminal.note(
    'Open this page in a browser, and sign in:',
    signInAddress(signIn, proof),
    'The browser then cannot show a page at localhost. Copy the address of that page.',
  );
  return (await terminal.ask('Paste it here: ')).trim();
}

/** The address is on the terminal, too, for a machine without a browser. */
function openInBrowser(address: string, environment: NodeJS.ProcessEnv): void {
  const [program, ...args] = browserCommand(environment['BROWSER']);
  if (program === undefined) return;
  const child = spawn(program, [...args, address], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

function browserCommand(preferred: string | undefined): readonly string[] {
  if (preferred !== undefined && preferred !== '') return [preferred];
  if (process.platform === 'darwin') return ['open'];
  // "start" is a part of the shell, which would read the address; this program does not.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
