import { isJsonObject, parseJson, type JsonObject } from '../../json';
import { responseHeaders } from '../../http/header-rules';
import { headerValue, type HeaderList } from '../../http/headers';
import { areSendable, type HttpResponse } from '../../http/response';

/**
 * The HTTP response that the result of a Lambda proxy integration describes, or what is wrong with it.
 *
 * @param decodesBase64 whether the API treats what the client accepts as binary
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyResponse(
  json: string,
  decodesBase64: boolean,
): HttpResponse | { readonly malformed: string } {
  const result = parseJson(json);
  if (!isJsonObject(result)) return { malformed: 'the result is not an object' };
  const status = statusOf(result['statusCode']);
  if (status === undefined) return { malformed: 'statusCode is not a status from 200 to 599' };
  const headers = headersOf(result);
  if (headers === undefined)
    return { malformed: 'headers or multiValueHeaders hold something else than texts' };
  const body = result['body'] ?? '';
  if (typeof body !== 'string') return { malformed: 'body is not a text' };
  const encoded = result['isBase64Encoded'] ?? false;
  if (typeof encoded !== 'boolean') return { malformed: 'isBase64Encoded is not a boolean' };
  const sent = withContentType(responseHeaders(headers));
  if (!areSendable(sent)) return { malformed: 'a header has a name or a value that cannot be sent' };
  return { status, headers: sent, body: Buffer.from(body, encoded && decodesBase64 ? 'base64' : 'utf8') };
}

/** A number or its digits. An interim status cannot end a request. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return undefined;
  return typeof value === 'string' && String(status) !== value ? undefined : status;
}

/** Both maps merged. Of a name that is in both, only the list counts. */
function headersOf(result: JsonObject): HeaderList | undefined {
  const single = result['headers'] ?? {};
  const multiple = result['multiValueHeaders'] ?? {};
  if (!isJsonObject(single) || !isJsonObject(multiple)) return undefined;
  const lists = Object.entries(multiple);
  if (!lists.every((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))) return undefined;
  const listed = new Set(lists.map(([name]) => name.toLowerCase()));
  const fields = [
    ...Object.entries(single).filter(([name]) => !listed.has(name.toLowerCase())),
    ...lists.flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  ];
  return fields.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    ? fields.map(([name, value]) => [name, String(value)] as const)
    : undefined;
}

/** API Gateway gives every integration response a type, also one without a body. */
function withContentType(headers: HeaderList): HeaderList {
  return headerValue(headers, 'Content-Type') === undefined
    ? [...headers, ['Content-Type', 'application/json']]
    : headers;
}
