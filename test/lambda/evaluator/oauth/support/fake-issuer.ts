import type { OAuthUpstream, Upstreams } from '../../../../../lib/contract';
import type { PolicyDocument } from '../../../../../lib/core';
import { Gateway } from '../../responder/support/gateway';
import { RecordingUpstream, type RecordedRequest } from '../../responder/support/recording-upstream';

/** An issuer of which a test says what it answers; paths are those of a widespread product. */
export class FakeIssuer {
  /**
   * Members of its document besides `issuer`; `BASE` is replaced by its identifier, `ROOT` by its
   * origin, `AUTHORITY` by host and port.
   */
  metadata: Readonly<Record<string, unknown>> = ENDPOINTS;
  /** How the document is answered; by default with 200. */
  documentStatus = 200;
  /** The document's text instead of `metadata`. */
  documentText: string | undefined;
  /** Headers of every other answer; `BASE` as in `metadata`. */
  headers: readonly string[] = [];
  status = 200;
  /** Headers of the document. */
  documentHeaders: Readonly<Record<string, string>> = { ETag: '"1"', 'Cache-Control': 'max-age=60' };
  /** Milliseconds before the document is answered. */
  documentDelay = 0;

  private constructor(
    readonly upstream: RecordingUpstream,
    readonly basePath: string,
  ) {
    upstream.answer = (request, response) => {
      const isDocument = (request.url ?? '').includes('/.well-known/') && request.method === 'GET';
      if (!isDocument)
        response.writeHead(
          this.status,
          this.headers.map((text) => this.filled(text)),
        );
      if (!isDocument) return void response.end(`endpoint ${String(request.url)}`);
      setTimeout(() => {
        if (response.destroyed) return;
        response.writeHead(this.documentStatus, this.documentHeaders);
        response.end(this.documentText ?? this.document());
      }, this.documentDelay).unref();
    };
  }

  static async start(basePath = '/realms/x'): Promise<FakeIssuer> {
    return new FakeIssuer(await RecordingUpstream.start(), basePath);
  }

  get issuer(): string {
    return `${this.upstream.url}${this.basePath}`;
  }

  /** How often the document was read. */
  get reads(): number {
    return this.upstream.requests.filter(({ target }) => target.includes('/.well-known/')).length;
  }

  /** Its other requests. */
  get calls(): readonly RecordedRequest[] {
    return this.upstream.requests.filter(({ target }) => !target.includes('/.well-known/'));
  }

  gateway(
    oauth: Partial<OAuthUpstream> = {},
    policy: Partial<PolicyDocument> = {},
    upstreams: Partial<Upstreams> = {},
  ): Gateway {
    const upstream = { issuer: this.issuer, paths: {}, pages: [], ...oauth };
    return new Gateway({ upstreams: { oauth: upstream, ...upstreams }, policy });
  }

  stop(): Promise<void> {
    return this.upstream.stop();
  }

  private document(): string {
    return this.filled(JSON.stringify({ issuer: 'BASE', ...this.metadata }));
  }

  private filled(text: string): string {
    return text
      .replaceAll('BASE', this.issuer)
      .replaceAll('ROOT', this.upstream.url)
      .replaceAll('AUTHORITY', new URL(this.upstream.url).host);
  }
}

/** Endpoints below the issuer's base path. */
export const ENDPOINTS = {
  authorization_endpoint: 'BASE/protocol/auth',
  token_endpoint: 'BASE/protocol/token',
  introspection_endpoint: 'BASE/protocol/token/introspect',
  revocation_endpoint: 'BASE/protocol/revoke',
  userinfo_endpoint: 'BASE/protocol/userinfo',
  jwks_uri: 'BASE/protocol/certs',
} as const;
