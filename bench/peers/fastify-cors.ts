import fastifyCors from '@fastify/cors';
import {
  EXPOSED,
  MAX_AGE_SECONDS,
  METHODS,
  subdomainRegex,
  type Origins,
  type PeerRequest,
  type Verdict,
} from './mix';

type Hook = (request: object, reply: Reply, next: () => void) => void;

/** The part of a reply that `@fastify/cors` uses. */
class Reply {
  readonly headers: Record<string, string> = {};

  header(name: string, value: string): this {
    this.headers[name.toLowerCase()] = value;
    return this;
  }

  getHeader(name: string): string | undefined {
    return this.headers[name.toLowerCase()];
  }

  code(): this {
    return this;
  }

  send(): this {
    return this;
  }
}

/** A list of strings and regular expressions. @see https://github.com/fastify/fastify-cors#options */
export function fastifyCall({ exact, wildcards }: Origins): Promise<(request: PeerRequest) => Verdict> {
  const hooks: Hook[] = [];
  const instance = {
    decorateRequest: () => undefined,
    addHook: (_name: string, hook: Hook) => hooks.push(hook),
    options: () => undefined,
  };
  const options = {
    origin: [...exact, ...wildcards.map(subdomainRegex)],
    methods: METHODS,
    exposedHeaders: EXPOSED,
    maxAge: MAX_AGE_SECONDS,
  };
  const next = (): void => undefined;
  (fastifyCors as unknown as (server: object, options: object, done: () => void) => void)(
    instance,
    options,
    next,
  );
  const [hook] = hooks;
  if (hook === undefined) throw new Error('@fastify/cors registered no hook');
  return Promise.resolve(({ method, origin, requestedMethod, requestedHeaders }) => {
    const reply = new Reply();
    const headers = {
      origin,
      'access-control-request-method': requestedMethod,
      'access-control-request-headers': requestedHeaders,
    };
    hook({ headers, raw: { method }, routeOptions: {} }, reply, next);
    return reply.headers['access-control-allow-origin'];
  });
}
