import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { GatewayError } from '../errors';
import { LOCAL_CREDENTIALS } from '../functions/environment';
import { isJsonObject, parseJson, type JsonObject } from '../json';

/** How long one call may take. */
const CALL_TIMEOUT_MS = 10_000;

/** A DynamoDB API and the region that its data is kept under. */
export interface DynamoDbEndpoint {
  readonly url: string;
  readonly region: string;
}

/** An answer of the DynamoDB API: its body, and the short name of the error if it is one. */
export interface DynamoDbAnswer {
  readonly body: JsonObject;
  readonly error: string | undefined;
}

/**
 * Makes one call of the DynamoDB API.
 *
 * @throws GatewayError `dynamodb_failed` when nothing answers there, or something else than DynamoDB
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export async function callDynamoDb(
  endpoint: DynamoDbEndpoint,
  operation: string,
  input: JsonObject,
): Promise<DynamoDbAnswer> {
  const body = JSON.stringify(input);
  const text = await post(endpoint, `DynamoDB_20120810.${operation}`, body).catch((error: unknown) => {
    throw new GatewayError('dynamodb_failed', `no DynamoDB API answers at ${endpoint.url}`, { cause: error });
  });
  const answer = parseJson(text);
  if (!isJsonObject(answer)) {
    throw new GatewayError('dynamodb_failed', `the server at ${endpoint.url} is not a DynamoDB API`);
  }
  const type = answer['__type'];
  return { body: answer, error: typeof type === 'string' ? type.slice(type.indexOf('#') + 1) : undefined };
}

function post(endpoint: DynamoDbEndpoint, target: string, body: string): Promise<string> {
  const url = new URL(endpoint.url);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = {
    ...authorization(endpoint.region, new Date()),
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': Buffer.byteLength(body),
    'X-Amz-Target': target,
  };
  return new Promise((resolve, reject) => {
    const call = send(url, { method: 'POST', headers, timeout: CALL_TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(Buffer.concat(chunks).toString('utf8'));
      });
      response.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`no answer within ${CALL_TIMEOUT_MS} ms`)));
    call.on('error', reject);
    call.end(body);
  });
}

/**
 * The headers of a signed request, with zeros as the signature. Engines on this machine do not check signatures, but they
 * want the headers, and some keep the data of each access key and region apart. Handlers have the same key and region.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
function authorization(region: string, time: Date): Record<string, string> {
  const timestamp = `${time.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const credential = `${LOCAL_CREDENTIALS.accessKeyId}/${timestamp.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const signature = '0'.repeat(64);
  return {
    'X-Amz-Date': timestamp,
    Authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}
