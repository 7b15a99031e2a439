import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { post } from './kept-post';
import { UnreadableError } from './published-json';

/** The answer of a function: its result, or the message of its error. */
export type FunctionAnswer = { readonly result: unknown } | { readonly errorMessage: string };

/** Asks a function and waits for its answer. */
export type InvokeFunction = (arn: string, event: unknown, signal: AbortSignal) => Promise<FunctionAnswer>;

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
  const { status, functionError, text } = await post({
    url: new URL(path, url),
    headers: signed.headers,
    body,
    signal,
  });
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnreadableError('the answer of the authorizer is not JSON');
  }
}
