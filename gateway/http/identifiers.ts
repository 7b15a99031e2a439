import { randomBytes } from 'node:crypto';

/** A trace header value as AWS X-Ray writes it; nothing is ever sampled here. */
export function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Sampled=0`;
}

/** API Gateway's own request id, which a client cannot set: 16 characters of Base64. */
export function extendedRequestId(): string {
  return randomBytes(11).toString('base64');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time as common log format has it, `22/Nov/2026:07:21:05 +0000`. */
export function commonLogTime(time: Date): string {
  const [date = '', clock = ''] = time.toISOString().slice(0, 19).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1] ?? month}/${year}:${clock} +0000`;
}
