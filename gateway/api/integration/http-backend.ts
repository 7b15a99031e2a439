import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { headerList, sameName, type HeaderList } from '../../http/headers';
import type { RoutedCall } from '../call/api-call';
import { requestValues } from '../call/api-call';
import type { HttpBackend } from '../definition/method-definition';

/** The answer of a server. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** Headers that belong to one connection, or are counted anew from the body that is sent. */
const OWN_TO_CONNECTION = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Sends the request of an integration to its server.
 *
 * @param headers that the integration sends, besides those that its parameters set
 * @throws Error when the server cannot be reached, breaks off, or does not answer in time
 */
export function askBackend(
  call: RoutedCall,
  backend: HttpBackend,
  headers: HeaderList,
  query: string,
  body: Buffer,
  timeoutMs: number,
): Promise<HttpAnswer> {
  const values = { ...requestValues(call), requestBody: call.request.body.toString('utf8') };
  const set = {
    header: new Map<string, string>(),
    querystring: new Map<string, string>(),
    path: new Map<string, string>(),
  };
  for (const { place, name, source } of backend.parameters) {
    const value = source(values);
    if (value !== undefined) set[place].set(name, value);
  }
  const url = new URL(filledUri(backend.uri, set.path, call.api.stage.variables));
  url.search = [url.search.slice(1), query, new URLSearchParams([...set.querystring]).toString()]
    .filter((part) => part !== '')
    .join('&');
  const sent = [
    ...headers.filter(
      ([name]) =>
        !OWN_TO_CONNECTION.has(name.toLowerCase()) &&
        ![...set.header.keys()].some((own) => sameName(own, name)),
    ),
    ...set.header,
    ['X-Amzn-Apigateway-Api-Id', call.api.id] as const,
    ['Host', url.host] as const,
    ['Content-Length', String(body.length)] as const,
  ];
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const method = backend.method === 'ANY' ? call.method : backend.method;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      { method, headers: sent.flat(), timeout: timeoutMs, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const received = headerList(response.rawHeaders);
          resolve({ status: response.statusCode ?? 502, headers: received, body: Buffer.concat(chunks) });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** `{name}` is a parameter of the path, whose slashes stay; `${stageVariables.name}` one of the stage. */
function filledUri(
  uri: string,
  path: ReadonlyMap<string, string>,
  variables: Readonly<Record<string, string>>,
): string {
  return uri
    .replace(/\$\{stageVariables\.([^}]+)\}/g, (_match, name: string) => variables[name] ?? '')
    .replace(/\{([^}]+?)\+?\}/g, (_match, name: string) =>
      (path.get(name) ?? '').split('/').map(encodeURIComponent).join('/'),
    );
}
