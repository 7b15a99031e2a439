import { cors } from 'hono/cors';
import { EXPOSED, MAX_AGE_SECONDS, METHODS, type Origins, type PeerRequest, type Verdict } from './mix';

/** A function, because a list knows no subdomains. @see https://hono.dev/docs/middleware/builtin/cors */
export function honoCall({ exact, wildcards }: Origins): Promise<(request: PeerRequest) => Promise<Verdict>> {
  const origins = [...exact];
  const suffixes = wildcards.map((domain) => `.${domain}`);
  const handle = cors({
    origin: (origin) =>
      origins.includes(origin) || suffixes.some((suffix) => origin.endsWith(suffix)) ? origin : null,
    allowMethods: METHODS,
    exposeHeaders: EXPOSED,
    maxAge: MAX_AGE_SECONDS,
  });
  const next = (): Promise<void> => Promise.resolve();
  return Promise.resolve(async ({ method, origin, requestedMethod, requestedHeaders }) => {
    const sent: Readonly<Record<string, string | undefined>> = {
      origin,
      'access-control-request-method': requestedMethod,
      'access-control-request-headers': requestedHeaders,
    };
    const headers = new Headers();
    const context = {
      req: { method, header: (name: string) => sent[name.toLowerCase()] },
      res: { headers },
      header: (name: string, value: string) => {
        headers.append(name, value);
      },
    };
    await handle(context as never, next);
    return headers.get('access-control-allow-origin');
  });
}
