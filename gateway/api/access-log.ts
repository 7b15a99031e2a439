import { isJsonObject, parseJson, type JsonObject } from '../json';
import type { ApiAnswer } from './api-handler';
import { requestValues } from './call/api-call';
import { fillTemplate } from './mapping/body-template';
import { errorContext } from './call/gateway-response';

/**
 * The line of the stage's own access log, or `undefined` when it has none. A variable without a value is `-`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function accessLogLine(
  { call, fault, journal, response }: ApiAnswer,
  durationMs: number,
): string | undefined {
  const format = call.api.stage.accessLogFormat;
  if (format === undefined) return undefined;
  const values = requestValues(call, {
    status: response.status,
    responseLength: response.body.length,
    responseLatency: durationMs,
    integrationLatency: journal.integrationLatencyMs,
    ...(fault === undefined ? {} : { error: errorContext(fault) }),
  });
  return fillTemplate(format, values, '-');
}

/**
 * Why a request was answered as it was: a reason of the service itself, or the first of these fields that the last structured line of a function, the
 * authorizer's context or a JSON body has; else the type of the gateway response.
 */
export function reasonOf(
  { call, fault, journal, response }: ApiAnswer,
  fields: readonly string[],
): string | undefined {
  if (journal.reason !== undefined) return journal.reason;
  const authorizer = call.context['authorizer'];
  const sources = [
    ...journal.lines.toReversed().map(objectOf),
    isJsonObject(authorizer) ? authorizer : undefined,
    response.status < 400 ? undefined : objectOf(response.body.toString('utf8')),
  ];
  for (const source of sources) {
    const field = fields.find((name) => source !== undefined && typeof ownField(source, name) === 'string');
    if (source !== undefined && field !== undefined) return String(ownField(source, field));
  }
  return fault?.type.toLowerCase();
}

/** Levels of structured log lines that tell of a failure. */
const FAILURES = new Set(['ERROR', 'CRITICAL', 'FATAL']);

/**
 * The cause of a 5xx, for the person at the terminal: the service's own, else what the function wrote last about a failure,
 * else the first line of its last words; and what a structured line has in one of these fields. No other answer has a cause,
 * unless the service noted it.
 */
export function causeOf(answer: ApiAnswer, fields: readonly string[]): string | undefined {
  const { journal, response } = answer;
  if (response.status < 500) return journal.detail;
  const lines = journal.lines.map(objectOf).filter((line) => line !== undefined);
  const cause = journal.detail ?? wordsOf(answer, lines);
  const further = fields
    .map((field) => lines.map((line) => ownField(line, field)).findLast((value) => typeof value === 'string'))
    .filter((value) => typeof value === 'string' && !cause.includes(value));
  return [cause, ...further].join(': ');
}

function wordsOf({ journal, response }: ApiAnswer, lines: readonly JsonObject[]): string {
  const failure = lines.findLast((line) => FAILURES.has(String(ownField(line, 'level')).toUpperCase()));
  if (failure !== undefined) return failureText(failure);
  const plain = journal.lines.findLast((line) => line.trim() !== '' && objectOf(line) === undefined);
  return plain ?? `the function answered with ${response.status} and wrote nothing about it`;
}

/** `message: error name: error message`, of what a log line has. */
function failureText(line: JsonObject): string {
  const error = ownField(line, 'error');
  const parts = [ownField(line, 'message')];
  if (isJsonObject(error)) parts.push(ownField(error, 'name'), ownField(error, 'message'));
  return parts.filter((part) => typeof part === 'string' && part !== '').join(': ');
}

function objectOf(text: string): JsonObject | undefined {
  const value = text.startsWith('{') ? parseJson(text) : undefined;
  return isJsonObject(value) ? value : undefined;
}

function ownField(source: JsonObject, name: string): unknown {
  return Object.hasOwn(source, name) ? source[name] : undefined;
}
