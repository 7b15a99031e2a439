import type { ProxyResult } from '../shared/answer/problem-response';
import type { ConsoleConfig } from '../shared/configuration/console-configuration';
import { bestCoding } from './content-coding';
import { securityHeaders } from './security-headers';
import type { ServedFiles } from './served-files';

/** The parts of a proxy event that say which file is wanted. */
export interface ConsoleEvent {
  readonly httpMethod?: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  /** `proxy` is the decoded path below `/console/`; absent for `/console` itself. */
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
  /** `path` holds the stage, or the base path of a custom domain. */
  readonly requestContext?: { readonly path?: string };
}

const TEXT = 'text/plain; charset=utf-8';
const FOREVER = 'public, max-age=31536000, immutable';
const PAGE = 'index.html';
const CONFIG = 'config.json';

/** Answers each request from the event, the files of the build and the configuration alone. */
export function createConsole(
  files: ServedFiles,
  config: ConsoleConfig,
): (event: ConsoleEvent) => ProxyResult {
  const common = securityHeaders(config);
  const answer = (statusCode: number, headers: Record<string, string>, body: string): ProxyResult => ({
    statusCode,
    headers: { ...common, ...headers },
    body,
    isBase64Encoded: false,
  });
  const text = (statusCode: number, body: string, headers: Record<string, string> = {}): ProxyResult =>
    answer(statusCode, { 'Content-Type': TEXT, 'Cache-Control': 'no-store', ...headers }, body);

  const file = (name: string, event: ConsoleEvent): ProxyResult => {
    const found = files.find(name);
    if (found === undefined) return text(404, 'The console has no such file.\n');
    const headers: Record<string, string> = {
      'Content-Type': found.type,
      'Cache-Control': found.immutable ? FOREVER : 'no-cache',
      ETag: found.etag,
      Vary: 'Accept-Encoding',
    };
    if (isKnown(headerOf(event, 'if-none-match'), found.etag)) return answer(304, headers, '');
    const coding = bestCoding(headerOf(event, 'accept-encoding'));
    if (coding !== 'identity') headers['Content-Encoding'] = coding;
    const body = files.contents(name, coding).toString('base64');
    return { ...answer(200, headers, body), isBase64Encoded: true };
  };

  const get = (event: ConsoleEvent): ProxyResult => {
    const name = event.pathParameters?.['proxy'] ?? '';
    if (name === '') {
      const location = pageAddress(event.requestContext?.path);
      return location === undefined
        ? text(404, 'The console has no such file.\n')
        : text(302, '', { Location: location });
    }
    if (name !== CONFIG) return file(name, event);
    return answer(
      200,
      { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
      JSON.stringify(config),
    );
  };

  return (event) => {
    switch (event.httpMethod) {
      case 'GET':
        return get(event);
      case 'HEAD':
        return { ...get(event), body: '', isBase64Encoded: false };
      default:
        return text(405, 'The console takes GET and HEAD.\n', { Allow: 'GET, HEAD' });
    }
  };
}

/**
 * Where the page is: below the path that was asked for, which holds the stage or the base path. It begins with one
 * slash, because a browser takes the text after two for another host.
 */
function pageAddress(path: string | undefined): string | undefined {
  const trimmed = (path ?? '').replace(/^[/\\]+|\/+$/g, '');
  return /^[\w.~!$&'()*+,;=:@%/-]+$/.test(trimmed) ? `/${trimmed}/${PAGE}` : undefined;
}

function headerOf({ headers }: ConsoleEvent, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
