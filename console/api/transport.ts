import { problemIn, Unreachable } from './problem';
import { MAX_RETRIES, mayRetry, waitBefore, type Attempt } from './retry';

/** The state of the line to the API, for a notice on the page. */
export type LineState = 'fine' | 'slow' | 'retrying';

/** Parts of the page that a call needs. */
export interface TransportOptions {
  /** URL of the API, up to `/cors/v1`. */
  readonly base: string;
  /** The header that shows who calls. */
  readonly header: string;
  /** Its value; undefined where the API asks for none. */
  readonly authorization: () => Promise<string | undefined>;
  /** Gets new tokens in the place of a value that was refused; false when the sign-in has ended. */
  readonly renew: (refused: string | undefined) => Promise<boolean>;
  /** The error of a call that the API takes from nobody any more. */
  readonly ended: () => Error;
  readonly onState: (state: LineState) => void;
  readonly fetch?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** One call. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
  /** Entity tag of what is changed. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** An answer with its body as text. */
export interface Answer {
  readonly text: string;
  /** Empty where the API gave none. */
  readonly etag: string;
  /** Cursor of the next page, where the header `Link` names it. */
  readonly next: string | undefined;
}

/** After this time without an answer, the page says that it still waits. */
const SLOW_MILLIS = 3_000;
/** API Gateway gives up after 29 seconds. */
const GIVE_UP_MILLIS = 35_000;

/** Calls the API. A call that failed on the way is tried again where that can do no harm. */
export class Transport {
  private readonly waiting = new Set<symbol>();
  private readonly retrying = new Set<symbol>();

  constructor(private readonly options: TransportOptions) {}

  /**
   * @throws ApiProblem for a problem of the API
   * @throws Unreachable when there is no answer, or one that is not the API's
   * @throws SignInEnded, or RunEnded, when the API refuses who calls, and that cannot be renewed
   */
  async send(call: Call): Promise<Answer> {
    const id = Symbol(call.path);
    const slow = setTimeout(() => this.mark(this.waiting, id), SLOW_MILLIS);
    try {
      return await this.attempt(call, id, 0);
    } finally {
      clearTimeout(slow);
      this.waiting.delete(id);
      this.retrying.delete(id);
      this.tell();
    }
  }

  private async attempt(call: Call, id: symbol, retry: number, renewed = false): Promise<Answer> {
    const authorization = await this.options.authorization();
    const response = await this.fetch(call, authorization);
    if (response?.ok === true) {
      return {
        text: await response.text(),
        etag: response.headers.get('ETag') ?? '',
        next: /[?&]cursor=([\w-]+)[^>]*>; *rel="next"/.exec(response.headers.get('Link') ?? '')?.[1],
      };
    }
    if (response?.status === 401 && !renewed && (await this.options.renew(authorization))) {
      return this.attempt(call, id, retry, true);
    }
    if (response?.status === 401) throw this.options.ended();
    const attempt: Attempt = {
      method: call.method ?? 'GET',
      status: response?.status,
      retryAfter: response?.headers.get('Retry-After') ?? null,
    };
    if (retry >= MAX_RETRIES || !mayRetry(attempt)) {
      throw response === undefined ? new Unreachable('no answer') : await problemIn(response);
    }
    this.mark(this.retrying, id);
    await (this.options.pause ?? pause)(waitBefore(retry, attempt));
    call.signal?.throwIfAborted();
    return this.attempt(call, id, retry + 1, renewed);
  }

  private async fetch(call: Call, authorization: string | undefined): Promise<Response | undefined> {
    const { base, header } = this.options;
    const headers = new Headers({ Accept: 'application/json' });
    if (authorization !== undefined) headers.set(header, authorization);
    if (call.body !== undefined) headers.set('Content-Type', call.type ?? 'application/json');
    if (call.ifMatch !== undefined) headers.set('If-Match', call.ifMatch);
    const signals = [
      AbortSignal.timeout(GIVE_UP_MILLIS),
      ...(call.signal === undefined ? [] : [call.signal]),
    ];
    try {
      return await (this.options.fetch ?? fetch)(`${base}${call.path}`, {
        method: call.method ?? 'GET',
        headers,
        signal: AbortSignal.any(signals),
        redirect: 'error',
        ...(call.body === undefined ? {} : { body: call.body }),
      });
    } catch (error) {
      // A call that nobody waits for any more ends with its own error.
      if (call.signal?.aborted === true) throw error;
      return undefined;
    }
  }

  private mark(set: Set<symbol>, id: symbol): void {
    set.add(id);
    this.tell();
  }

  private tell(): void {
    this.options.onState(this.retrying.size > 0 ? 'retrying' : this.waiting.size > 0 ? 'slow' : 'fine');
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
