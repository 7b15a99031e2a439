import { withCors } from '../../runtime';

interface EchoEvent {
  readonly httpMethod?: string;
  readonly path?: string;
}

/**
 * A backend that says what it was asked, and nothing that the client would not want to see again: no header, no query, no
 * body. It sets a header and a `Vary` of its own, so that one sees the verdict's join them.
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
