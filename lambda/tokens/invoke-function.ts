import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { IncomingMessage } from 'node:http';
import { codeOf, UnreadableError } from './published-json';

/** The answer of a function: its result, or the message of its error. */
export type FunctionAnswer = { readonly result: unknown } | { readonly errorMessage: string };

/** Asks a function and waits for its answer. */
export type InvokeFunction = (arn: string, event: unknown, signal: AbortSignal) => Promise<FunctionAnswer>;

/** Bytes of an answer that are read; API Gateway takes 8 kB of an authorizer. */
const MAX_ANSWER_BYTES = 65_536;

/**
 * Invokes a function with the rights of this one.
 *
 * @throws UnreadableError when the function was not invoked, or did not answer
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokeFunction(
  arn: string,
  event: unknown,
  signal: AbortSignal,
): Promise<FunctionAnswer> {
  const region = arn.split(':')[3] ?? '';
  const url = new URL(endpointOf(region));
  const body = JSON.stringify(event);
  const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
  const signed = await signer(region).sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path,
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  const { status, functionError, text } = await post(new URL(path, url), signed.headers, body, signal);
  if (status !== 200) throw new UnreadableError(`the authorizer was not invoked (status ${status})`, status);
  const answer = parsed(text);
  if (!functionError) return { result: answer };
  const message =
    typeof answer === 'object' && answer !== null && 'errorMessage' in answer ? answer.errorMessage : '';
  return { errorMessage: String(message) };
}

/** The variables by which the SDKs find another endpoint than that of AWS. */
function endpointOf(region: string): string {
  const { AWS_ENDPOINT_URL_LAMBDA: own, AWS_ENDPOINT_URL: every } = process.env;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return own ?? every ?? `https://lambda.${region}.${domain}`;
}

/** Lambda puts the credentials of the function's role into its environment. */
function signer(region: string): SignatureV4 {
  const {
    AWS_ACCESS_KEY_ID: id = '',
    AWS_SECRET_ACCESS_KEY: secret = '',
    AWS_SESSION_TOKEN: token,
  } = process.env;
  const credentials = {
    accessKeyId: id,
    secretAccessKey: secret,
    ...(token === undefined ? {} : { sessionToken: token }),
  };
  return new SignatureV4({ service: 'lambda', region, credentials, sha256: Sha256 });
}

interface Reply {
  readonly status: number;
  readonly functionError: boolean;
  readonly text: string;
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<Reply> {
  const { request } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error instanceof UnreadableError ? error : new UnreadableError(messageOf(error)));
    };
    const sent = request(url, { method: 'POST', headers, signal });
    sent.on('error', fail);
    sent.on('response', (response: IncomingMessage) => {
      read(response).then((text) => {
        const functionError = response.headers['x-amz-function-error'] !== undefined;
        resolve({ status: response.statusCode ?? 0, functionError, text });
      }, fail);
    });
    sent.end(body);
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new UnreadableError('the answer of the authorizer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnreadableError('the answer of the authorizer is not JSON');
  }
}

function messageOf(error: Error): string {
  const code = codeOf(error);
  return code === 'ABORT_ERR' ? 'the authorizer did not answer in time' : `the authorizer: ${code}`;
}
