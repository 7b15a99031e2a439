import { CONTEXT_HEADERS } from '../../lib/contract';

interface EchoedEvent {
  readonly httpMethod?: unknown;
  readonly path?: unknown;
  readonly requestContext?: { readonly authorizer?: Readonly<Record<string, unknown>> | null };
}

/**
 * The answer for a function that cannot run here. It sets the verdict's headers from the context, as a backend in another
 * language does, so that a listed page can read it.
 */
export function foreignEcho(event: unknown): object {
  const { httpMethod, path, requestContext } = event as EchoedEvent;
  return {
    statusCode: 200,
    headers: {
      'Content-Type': 'application/json',
      ...verdictHeaders(requestContext?.authorizer?.[CONTEXT_HEADERS]),
    },
    body: JSON.stringify({ method: httpMethod, path, echo: true }),
  };
}

function verdictHeaders(text: unknown): Record<string, string> {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Record<string, string>) : {};
  } catch {
    return {};
  }
}
