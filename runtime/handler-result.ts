import { headerMaps } from '../lambda/shared/answer/header-maps';
import type { HeaderList } from '../lib/core';
import type { CorsResult } from './cors-result';

/** The result of a handler, in one form for every payload. */
export interface HandlerResult {
  readonly statusCode: number;
  readonly headers: HeaderList;
  /** Only payload 2.0 has cookies apart from the headers. */
  readonly cookies: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** A handler returned something that API Gateway cannot send. */
class InvalidResultError extends Error {
  override readonly name = 'InvalidResultError';

  constructor(rule: string) {
    super(`the handler's result cannot be sent: ${rule}`);
  }
}

/**
 * Lambda's limit on an answer, in bytes of JSON. What is over it never leaves the function, and the page could not read why.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_RESULT_BYTES = 6 * 1024 * 1024 + 100;
/** The longest text of one UTF-16 unit in JSON: an escape such as `\u0000`. */
const MAX_BYTES_PER_UNIT = 6;

/** @throws InvalidResultError for a result that is over Lambda's limit */
export function withinLimit(result: CorsResult): CorsResult {
  // Most answers are far from it, and are not written out twice. Headers have a limit of 10 kB of their own.
  if (result.body.length * MAX_BYTES_PER_UNIT < MAX_RESULT_BYTES / 2) return result;
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes <= MAX_RESULT_BYTES) return result;
  throw new InvalidResultError(`its JSON has ${bytes} bytes, and Lambda takes ${MAX_RESULT_BYTES}`);
}

/** Reads the result of a handler behind a REST API. */
export function readResult1(result: unknown): HandlerResult {
  if (!isMap(result)) {
    throw new InvalidResultError(`it is ${shown(result)}: must be an object with a statusCode`);
  }
  return readStructured(result);
}

/**
 * Reads the result of a handler behind an HTTP API or a Function URL. A result without a status is the body of a 200.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function readResult2(result: unknown): HandlerResult {
  if (isMap(result) && result['statusCode'] !== undefined) return readStructured(result);
  return {
    statusCode: 200,
    headers: [['content-type', 'application/json']],
    cookies: [],
    body: typeof result === 'string' ? result : JSON.stringify(result ?? null),
    isBase64Encoded: false,
  };
}

/** Writes an answer for a REST API. */
export function writeResult1({ statusCode, headers, body, isBase64Encoded }: HandlerResult): CorsResult {
  const maps = headerMaps(headers);
  const result: CorsResult = { statusCode, headers: maps.headers, body, isBase64Encoded };
  if (maps.multiValueHeaders !== undefined) {
    result.multiValueHeaders = Object.fromEntries(
      Object.entries(maps.multiValueHeaders).map(([name, values]) => [name, [...values]]),
    );
  }
  return result;
}

/** Writes an answer for payload 2.0, which has no repeated headers but a list of cookies. */
export function writeResult2({ headers, cookies, ...rest }: HandlerResult): CorsResult {
  const byName = new Map<string, [name: string, value: string]>();
  const allCookies = [...cookies];
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = byName.get(key);
    if (key === 'set-cookie') allCookies.push(value);
    else if (known === undefined) byName.set(key, [name, value]);
    else known[1] = `${known[1]}, ${value}`;
  }
  const result: CorsResult = { ...rest, headers: Object.fromEntries(byName.values()) };
  if (allCookies.length > 0) result.cookies = allCookies;
  return result;
}

function readStructured(result: Readonly<Record<string, unknown>>): HandlerResult {
  const { body, cookies } = result;
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw new InvalidResultError(`body is ${shown(body)}: must be a string (fix: JSON.stringify it)`);
  }
  return {
    statusCode: readStatus(result['statusCode']),
    headers: readHeaders(result),
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: body ?? '',
    isBase64Encoded: result['isBase64Encoded'] === true,
  };
}

/** API Gateway takes the number as text too. */
function readStatus(value: unknown): number {
  const status = typeof value === 'string' && /^[0-9]{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new InvalidResultError(`statusCode is ${shown(value)}: must be a whole number from 200 to 599`);
  }
  return status;
}

/**
 * API Gateway takes a name that is in both maps from `multiValueHeaders` only. The headers that the middleware merges are
 * taken from both: otherwise a `Vary` that the handler set would be lost, and a cache would mix up answers.
 */
function readHeaders(result: Readonly<Record<string, unknown>>): HeaderList {
  const many = Object.entries(mapOf(result['multiValueHeaders'], 'multiValueHeaders'));
  const hidden = new Set(many.map(([name]) => name.toLowerCase()).filter((name) => !MERGED.has(name)));
  const single = Object.entries(mapOf(result['headers'], 'headers'));
  return [...single.filter(([name]) => !hidden.has(name.toLowerCase())), ...many].flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) => headerOf(name, one)),
  );
}

const MERGED: ReadonlySet<string> = new Set(['vary', 'access-control-expose-headers']);

function headerOf(name: string, value: unknown): HeaderList {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [[name, String(value)]];
  }
  throw new InvalidResultError(
    `header ${JSON.stringify(name)} is ${shown(value)}: must be a string, a number or a boolean`,
  );
}

function mapOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isMap(value)) throw new InvalidResultError(`${name} is ${shown(value)}: must be an object`);
  return value;
}

/** The kind of a value: the value itself may hold what belongs into no log. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
