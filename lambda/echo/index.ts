import { withCors } from '../../runtime';

interface EchoEvent {
  readonly httpMethod?: string;
  readonly path?: string;
}

/**
 * A backend that answers with the method and path of the request. It never repeats a header, the query or the body, which
 * may hold secrets. It sets a header and a `Vary` of its own, so that a reader sees how the verdict's headers join them.
 */
export const handler = withCors(
  ({ httpMethod, path }: EchoEvent) => ({
    statusCode: 200,
    headers: {
      'Content-Type': 'application/json',
      'X-Echo': 'apigateway-cors-allowlist',
      Vary: 'Accept-Encoding',
    },
    body: JSON.stringify({ method: httpMethod, path }),
  }),
  { verdictFrom: 'authorizer' },
);
