import { setTimeout as pause } from 'node:timers/promises';
import { ADMIN_BASE_PATH } from '../../lib/contract';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import type { Authorization } from './authorization';
import { isLoopback, sendHttp, type HttpAnswer, type HttpRequest } from './http';
import { problemIn } from './problem';

/** A call of the admin API. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/cors/v1`, with the query. */
  readonly path: string;
  readonly json?: unknown;
  readonly type?: string;
  readonly ifMatch?: string;
}

/** How often a call is tried again by itself. */
const MAX_RETRIES = 5;
const FIRST_WAIT_MILLIS = 300;
const LONGEST_WAIT_MILLIS = 8_000;
/** Answers after which the same call is made again. A change names its version, so that it is never made twice. */
const AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Answers of API Gateway after which the function may still have done its work: a new entry has no version yet. */
const UNKNOWN: ReadonlySet<number> = new Set([502, 504]);

/** Routes whose `POST` changes nothing. */
const ASKING = /^\/(?:evaluate|refusals|usage)$|^\/allowlist\/plan$/;
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPROTO',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Sends calls to one admin API, and tries again what was throttled or found no table. */
export class Transport {
  constructor(
    /** URL of the API's stage, without a trailing slash. */
    readonly url: string,
    private readonly authorization: Authorization,
    private readonly onWait: (text: string) => void = () => undefined,
  ) {}

  /**
   * @throws ApiProblem of the API
   * @throws CommandError when there is no answer
   */
  async send(call: Call): Promise<HttpAnswer> {
    let renewed = false;
    for (let retry = 0; ; retry++) {
      const answer = await this.attempt(call);
      if (answer.status >= 200 && answer.status < 300) return answer;
      if (answer.status === 401 && !renewed && (await this.authorization.renew?.()) === true) {
        renewed = true;
        continue;
      }
      const isAgain = AGAIN.has(answer.status) && !(isCreate(call) && UNKNOWN.has(answer.status));
      if (!isAgain || retry >= MAX_RETRIES) throw problemIn(answer, new URL(this.url));
      const millis = waitBefore(retry, answer.headers['retry-after']);
      this.onWait(`the admin API answered ${String(answer.status)}; trying again`);
      await pause(millis);
    }
  }

  private async attempt({ method = 'GET', path, json, type, ifMatch }: Call): Promise<HttpAnswer> {
    const body = json === undefined ? undefined : JSON.stringify(json);
    const request: HttpRequest = {
      method,
      url: new URL(`${this.url}${ADMIN_BASE_PATH}${path}`),
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': type ?? 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
      },
      body,
    };
    const headers = await this.authorization.headersFor(request);
    try {
      return await sendHttp({ ...request, headers });
    } catch (error) {
      const why = error instanceof Error ? whyNot(error) : '';
      if (mayHaveChanged(method, path, error)) {
        throw new CommandError(
          EXIT.unavailable,
          'outcome_unknown',
          `The admin API at ${this.url} took the change and gave no answer: ${why}. It is not known whether the change was made.`,
          'look with "origins show" or "origins list", and repeat the command if it was not',
        );
      }
      throw new CommandError(
        EXIT.unavailable,
        'unreachable',
        `The admin API at ${this.url} cannot be reached: ${why}.`,
        isLoopback(new URL(this.url).hostname)
          ? 'start it with "serve", or name it with --url or CORS_ADMIN_URL'
          : 'check --url and the network',
      );
    }
  }
}

function isCreate({ method, path }: Call): boolean {
  return method === 'POST' && path === '/allowlist';
}

/** Whether a call that has no answer may have changed something: one that changes, on a connection that was there. */
function mayHaveChanged(method: string, path: string, error: unknown): boolean {
  if (method === 'GET' || ASKING.test(path)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return !NOT_CONNECTED.has(code);
}

/** OpenSSL's own words about a server without TLS are a line of its source. */
function whyNot(error: Error): string {
  const { code, message }: NodeJS.ErrnoException = error;
  return code === 'EPROTO' ? 'it does not speak https' : message || String(code);
}

/** Twice as long each time, and a part of it by chance, so that many that were refused at once do not come back at once. */
function waitBefore(retry: number, retryAfter: string | undefined): number {
  const asked = Number(retryAfter ?? Number.NaN) * 1000;
  const longest = Math.min(FIRST_WAIT_MILLIS * 2 ** retry, LONGEST_WAIT_MILLIS);
  return Number.isFinite(asked) && asked > 0
    ? Math.min(asked, LONGEST_WAIT_MILLIS)
    : longest / 2 + (Math.random() * longest) / 2;
}
