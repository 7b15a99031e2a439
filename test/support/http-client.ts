import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** A request that a test sends as it stands: names, order and repeats of headers are kept, nothing is added but `Host`. */
export interface PlainRequest {
  readonly method?: string;
  /** Origin and path; the path is sent as written, without normalization. */
  readonly url: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** Host header, where it is not that of the URL. `site.localhost` does not resolve everywhere, so it is sent this way. */
  readonly host?: string;
}

/** An answer with everything that came. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** The values of a header, joined as HTTP joins them; undefined when there is none. */
  header(name: string): string | undefined;
  json(): unknown;
}

const URL_PARTS = /^(https?):\/\/([^/:]+|\[[^\]]+\])(?::([0-9]+))?(\/.*)?$/s;

/** Sends one request on a connection of its own. */
export function send(plain: PlainRequest): Promise<PlainResponse> {
  const [, scheme, hostname, port, path = '/'] = URL_PARTS.exec(plain.url) ?? [];
  if (scheme === undefined || hostname === undefined) throw new Error(`not an absolute URL: ${plain.url}`);
  const host = plain.host ?? (port === undefined ? hostname : `${hostname}:${port}`);
  const body = plain.body === undefined ? undefined : Buffer.from(plain.body);
  const length = body === undefined ? [] : [['Content-Length', String(body.length)] as const];
  const start = scheme === 'https' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const message = start({
      // Names below localhost are this machine by definition. https://www.rfc-editor.org/rfc/rfc6761#section-6.3
      hostname: hostname.endsWith('localhost') ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, ''),
      port: port ?? (scheme === 'https' ? 443 : 80),
      method: plain.method ?? 'GET',
      path,
      agent: false,
      setHost: false,
      headers: [['Host', host], ...length, ...(plain.headers ?? [])].flat(),
    });
    message.on('error', reject);
    message.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve(answer(response.statusCode ?? 0, response.rawHeaders, Buffer.concat(chunks)));
      });
    });
    message.end(body);
  });
}

function answer(status: number, raw: readonly string[], body: Buffer): PlainResponse {
  const headers = raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []));
  return {
    status,
    headers,
    body,
    header: (name) => {
      const values = headers
        .filter(([key]) => key.toLowerCase() === name.toLowerCase())
        .map(([, value]) => value);
      return values.length === 0 ? undefined : values.join(', ');
    },
    json: () => JSON.parse(body.toString('utf8')) as unknown,
  };
}
