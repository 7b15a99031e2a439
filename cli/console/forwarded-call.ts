import type { IncomingMessage, ServerResponse } from 'node:http';
import { ADMIN_BASE_PATH } from '../../lib/contract';
import type { Authorization } from '../api/authorization';
import { sendHttp, type HttpAnswer, type HttpRequest } from '../api/http';
import { CommandError } from '../terminal/command-error';

/** The admin API takes no larger body. */
const MAX_BODY_BYTES = 1_048_576;
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Everything else of the page, its token first, stays here. */
const REQUEST_HEADERS = ['accept', 'content-type', 'if-match'] as const;
const ANSWER_HEADERS = ['content-type', 'etag', 'link', 'location', 'retry-after'] as const;

/** The admin API, and who calls it. */
export interface ForwardTarget {
  readonly url: string;
  readonly authorization: Authorization;
}

/** Makes a call of the page as the person who started the program, and hands the answer back. */
export async function forwardCall(
  request: IncomingMessage,
  response: ServerResponse,
  { url, authorization }: ForwardTarget,
): Promise<void> {
  const target = targetOf(url, request.url ?? '/');
  const { method = 'GET' } = request;
  if (target === undefined || !METHODS.has(method)) {
    problem(response, 404, 'not_found', 'The admin API has no such route.');
    return;
  }
  const body = await bodyOf(request);
  if (body === undefined) {
    problem(response, 413, 'body_too_large', 'The body is larger than 1 MiB.');
    return;
  }
  const headers = REQUEST_HEADERS.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const call: HttpRequest = {
    method,
    url: target,
    headers: Object.fromEntries(headers),
    ...(body.length === 0 ? {} : { body }),
  };
  try {
    handBack(response, await called(call, authorization));
  } catch (error) {
    const code = error instanceof CommandError ? error.code : 'unreachable';
    const why = error instanceof Error ? error.message : String(error);
    problem(response, 502, code, `The admin API gave no answer: ${why}`);
  }
}

/** Calls once more with new tokens, where there are some. */
async function called(call: HttpRequest, authorization: Authorization): Promise<HttpAnswer> {
  const send = async (): Promise<HttpAnswer> =>
    sendHttp({ ...call, headers: await authorization.headersFor(call) });
  const answer = await send();
  return answer.status === 401 && (await authorization.renew?.()) === true ? send() : answer;
}

/** The URL of a call below `/cors/v1` of the one admin API; undefined for a path that a URL would change. */
function targetOf(url: string, path: string): URL | undefined {
  const text = `${url}${path}`;
  const target = URL.canParse(text) ? new URL(text) : undefined;
  const isSame = target !== undefined && `${target.origin}${target.pathname}${target.search}` === text;
  const isInside = target?.pathname.startsWith(`${new URL(`${url}/`).pathname}${ADMIN_BASE_PATH.slice(1)}/`);
  // An escape can be a slash or a dot for who reads it later.
  return isSame && isInside === true && !/%(?:2e|2f|5c)/i.test(target.pathname) ? target : undefined;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function handBack(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const kept = ANSWER_HEADERS.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  response.writeHead(status, { ...Object.fromEntries(kept), 'Cache-Control': 'no-store' });
  response.end(body);
}

function problem(response: ServerResponse, status: number, code: string, title: string): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, code }));
}
