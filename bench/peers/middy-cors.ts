import type { Origins, PeerRequest, Verdict } from './mix';
import { EXPOSED, MAX_AGE_SECONDS, METHODS } from './mix';

interface Call {
  readonly event: object;
  response?: { readonly headers: Readonly<Record<string, string>> };
}

interface Middleware {
  readonly before: (call: Call) => Promise<unknown>;
  readonly after: (call: Call) => Promise<unknown>;
}

/** A list of origins with `*`, which is one label. @see https://middy.js.org/docs/middlewares/http-cors */
export async function middyCall({
  exact,
  wildcards,
}: Origins): Promise<(request: PeerRequest) => Promise<Verdict>> {
  // The package has only ES modules.
  const { default: httpCors } = await import('@middy/http-cors');
  const handle = httpCors({
    disableBeforePreflightResponse: false,
    origins: [...exact, ...wildcards.map((domain) => `https://*.${domain}`)],
    methods: METHODS.join(', '),
    exposeHeaders: EXPOSED.join(', '),
    maxAge: MAX_AGE_SECONDS,
  }) as unknown as Middleware;
  return async ({ method, origin, requestedMethod, requestedHeaders }) => {
    const headers = {
      Origin: origin,
      'Access-Control-Request-Method': requestedMethod,
      'Access-Control-Request-Headers': requestedHeaders,
    };
    const call: Call = { event: { version: '1.0', httpMethod: method, headers } };
    if (method === 'OPTIONS') {
      await handle.before(call);
    } else {
      call.response = { headers: {} };
      await handle.after(call);
    }
    return call.response?.headers['Access-Control-Allow-Origin'];
  };
}
