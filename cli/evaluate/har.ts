import { readFileSync } from 'node:fs';
import type { Simulation } from '../api/shapes';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { fileFault } from '../terminal/file-fault';

/** A request of a recording, as often as it is there. */
export interface RecordedRequest {
  readonly question: Simulation;
  readonly count: number;
}

/** Headers whose values the simulator reads. Of all others it gets the name alone: recordings hold cookies and tokens. */
const READ_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'range',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-dest',
  'access-control-request-method',
  'access-control-request-headers',
]);

/** Limits of the simulator: it does not read a longer value. */
const MAX_VALUE_LENGTH = 8192;
const MAX_HEADERS = 100;

/** Names that a request line of HTTP/2 has as headers, and what no simulator wants. */
const NO_HEADER = /^:|^(?:host|origin|content-length|connection|user-agent|referer|accept-encoding)$/;

/**
 * The different requests of a recording of the browser (HAR), with their values cut to what a verdict depends on: no query, no
 * cookie, no token.
 *
 * @throws CommandError for a file that is no recording
 * @see https://w3c.github.io/web-performance/specs/HAR/Overview.html
 */
export function recordedRequests(file: string, hosts: readonly string[]): readonly RecordedRequest[] {
  const wanted = new Set(hosts.map((host) => host.toLowerCase()));
  const found = new Map<string, RecordedRequest>();
  for (const entry of entriesOf(file)) {
    const question = questionOf(entry);
    if (question === undefined) continue;
    const { hostname, host } = new URL(question.url);
    if (wanted.size > 0 && !wanted.has(hostname) && !wanted.has(host)) continue;
    const key = JSON.stringify(question);
    found.set(key, { question, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

function entriesOf(file: string): readonly unknown[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw bad(`${file} cannot be read: ${fileFault(error)}.`);
  }
  try {
    const document = JSON.parse(text.replace(/^\ufeff/, '')) as { log?: { entries?: unknown } } | null;
    const entries = document?.log?.entries;
    if (Array.isArray(entries)) return entries;
  } catch {
    // The sentence below says it.
  }
  throw bad(`${file} is no HAR file: it has no list "log.entries".`);
}

function bad(message: string): CommandError {
  return new CommandError(
    EXIT.invalid,
    'bad_recording',
    message,
    'save the recording in the Network panel of the developer tools',
  );
}

interface HarRequest {
  readonly method?: unknown;
  readonly url?: unknown;
  readonly headers?: unknown;
}

function questionOf(entry: unknown): Simulation | undefined {
  const { request } = (entry ?? {}) as { readonly request?: HarRequest };
  const { method, url } = request ?? {};
  if (typeof method !== 'string' || typeof url !== 'string' || !/^https?:\/\//i.test(url)) return undefined;
  if (!URL.canParse(url)) return undefined;
  const headers = headersOf(request?.headers);
  const origin = headers.find(([name]) => name === 'origin')?.[1] ?? null;
  const kept = headers.flatMap(([name, value]): readonly (readonly [string, string])[] => {
    if (NO_HEADER.test(name)) return [];
    return [[name, READ_HEADERS.has(name) && value.length <= MAX_VALUE_LENGTH ? value : 'x']];
  });
  return {
    origin,
    url: url.replace(/[?#].*$/s, ''),
    method,
    ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept.slice(0, MAX_HEADERS)) }),
  };
}

function headersOf(list: unknown): readonly (readonly [name: string, value: string])[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly { readonly name?: unknown; readonly value?: unknown }[]).flatMap(
    ({ name, value }) =>
      typeof name === 'string' && typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
}
