import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { send, type PlainRequest, type PlainResponse } from '../../support/http-client';
import { emulatorUrl } from './deploy-target';

/**
 * Sends a request with a real signature (Signature Version 4) of the caller's credentials. The emulator looks at the
 * presence of a signature alone; an account checks it.
 *
 * @param service name of the service that is signed for, such as `execute-api`
 */
export async function sendSigned(service: string, request: PlainRequest): Promise<PlainResponse> {
  const url = new URL(request.url);
  // The SDK's client knows where credentials and region come from, and signs for any service.
  const client = new DynamoDBClient({});
  try {
    const signer = await client.config.signer();
    const signed = await signer.sign(
      {
        method: request.method ?? 'GET',
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query: queryOf(url),
        headers: { host: url.host, ...Object.fromEntries(request.headers ?? []) },
        ...(request.body === undefined ? {} : { body: request.body }),
      },
      { signingService: service },
    );
    const headers = Object.entries(signed.headers).filter(([name]) => name !== 'host');
    return await send({ ...request, headers });
  } finally {
    client.destroy();
  }
}

/**
 * Calls a service that speaks JSON, such as Cognito.
 *
 * @param jsonVersion 1.1, or 1.0 for CloudWatch and SQS
 */
export async function callService(
  service: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  jsonVersion: '1.0' | '1.1' = '1.1',
): Promise<PlainResponse> {
  return sendSigned(service, {
    method: 'POST',
    url: `${await endpointOf(service)}/`,
    headers: [
      ['Content-Type', `application/x-amz-json-${jsonVersion}`],
      ['X-Amz-Target', operation],
    ],
    body: JSON.stringify(input),
  });
}

/** Where a service of the caller's region answers. */
export async function endpointOf(service: string): Promise<string> {
  const emulator = emulatorUrl();
  if (emulator !== undefined) return emulator;
  const client = new DynamoDBClient({});
  const region = await client.config.region();
  client.destroy();
  return `https://${service}.${region}.amazonaws.com`;
}

function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const [only = '', ...more] = url.searchParams.getAll(name);
    query[name] = more.length === 0 ? only : [only, ...more];
  }
  return query;
}
