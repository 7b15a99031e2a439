import type { BackendAnswer } from './mapped-response';

/** Request templates name the status in a JSON that may leave out the quotes, so it is searched and not parsed. */
const STATUS_CODE = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/;

/**
 * The answer of a MOCK integration: the status that its request template names, or `undefined` when that names none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockAnswer(mappedBody: Buffer): BackendAnswer | undefined {
  const selector = STATUS_CODE.exec(mappedBody.toString('utf8'))?.[1];
  return selector === undefined ? undefined : { selector, headers: [], body: Buffer.alloc(0) };
}
