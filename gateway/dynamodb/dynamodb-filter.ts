import type { RequestListener } from 'node:http';
import { filteredService } from '../http/service-filter';
import type { Engine } from './engine';

/** DynamoDB's own limit on a request, in bytes. */
const REQUEST_LIMIT = 16 * 1024 * 1024;

/** Removed from every answer: they would let a page read it. */
const SHARING_HEADERS = 'access-control-';

/** Serves the engine behind the filter, without the headers by which it answers any web page. */
export function filteredDynamoDb(engine: Engine): RequestListener {
  return filteredService(async (request) => {
    const { status, headers, body } = await engine(request);
    return { status, headers: headers.filter(isKept), body: Buffer.from(body) };
  }, REQUEST_LIMIT);
}

function isKept([name]: readonly [string, string]): boolean {
  const lower = name.toLowerCase();
  // The length is counted anew when the answer is sent.
  return !lower.startsWith(SHARING_HEADERS) && lower !== 'content-length';
}
