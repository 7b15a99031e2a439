import cors from 'cors';
import {
  EXPOSED,
  MAX_AGE_SECONDS,
  METHODS,
  subdomainRegex,
  type Origins,
  type PeerRequest,
  type Verdict,
} from './mix';

/** The part of a response that `cors` uses. */
class Response {
  statusCode = 200;
  readonly headers: Record<string, string> = {};

  getHeader(name: string): string | undefined {
    return this.headers[name.toLowerCase()];
  }

  setHeader(name: string, value: string): void {
    this.headers[name.toLowerCase()] = value;
  }

  end(): void {
    // Nothing is sent.
  }
}

/** A list of strings and regular expressions. @see https://github.com/expressjs/cors#configuration-options */
export function corsCall({ exact, wildcards }: Origins): Promise<(request: PeerRequest) => Verdict> {
  const handle = cors({
    origin: [...exact, ...wildcards.map(subdomainRegex)],
    methods: METHODS,
    exposedHeaders: EXPOSED,
    maxAge: MAX_AGE_SECONDS,
  });
  const next = (): void => undefined;
  return Promise.resolve(({ method, origin, requestedMethod, requestedHeaders }) => {
    const response = new Response();
    const headers = {
      origin,
      'access-control-request-method': requestedMethod,
      'access-control-request-headers': requestedHeaders,
    };
    const request = { method, headers };
    handle(request, response, next);
    return response.headers['access-control-allow-origin'];
  });
}
