import { createHash, createHmac } from 'node:crypto';
import { LOCAL_CREDENTIALS } from '../functions/environment';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'dynamodb';

/** A request to the DynamoDB API, not yet signed. */
export interface UnsignedRequest {
  readonly host: string;
  /** `DynamoDB_20120810.<operation>`. */
  readonly target: string;
  readonly body: string;
  readonly region: string;
}

/**
 * The headers that sign a request with the local credentials. Local engines check no signature, but they want one and
 * tell data apart by its access key and region: handlers have the same.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signatureHeaders(request: UnsignedRequest, time: Date): Record<string, string> {
  const timestamp = `${time.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${request.region}/${SERVICE}/aws4_request`;
  const signedHeaders = 'host;x-amz-date;x-amz-target';
  const canonicalHeaders = `host:${request.host}\nx-amz-date:${timestamp}\nx-amz-target:${request.target}\n`;
  const canonical = ['POST', '/', '', canonicalHeaders, signedHeaders, sha256(request.body)].join('\n');
  const toSign = [ALGORITHM, timestamp, scope, sha256(canonical)].join('\n');
  const key = [date, request.region, SERVICE, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part).digest(),
    `AWS4${LOCAL_CREDENTIALS.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).digest('hex');
  const credential = `${LOCAL_CREDENTIALS.accessKeyId}/${scope}`;
  return {
    'X-Amz-Date': timestamp,
    'X-Amz-Target': request.target,
    Authorization: `${ALGORITHM} Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): ReturnType<typeof createHmac> {
  return createHmac('sha256', key).update(text);
}
