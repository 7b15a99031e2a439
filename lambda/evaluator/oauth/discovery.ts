import type { HeaderList } from '../../../lib/core';
import type { Connections } from '../upstream/connections';
import type { Deadline } from '../upstream/deadline';
import { exchange, type UpstreamResponse } from '../upstream/exchange';
import { MAX_DISCOVERY_BYTES } from '../upstream/limits';
import type { UpstreamBase } from '../upstream/upstream-base';
import { UpstreamFailure } from '../upstream/upstream-failure';
import { parseMetadata, type IssuerMetadata } from './issuer-metadata';

/** Milliseconds for which a document is used without asking again. */
export const FRESH_MILLIS = 600_000;
/** Milliseconds after that for which it is still used while the issuer fails: endpoints seldom move. */
export const STALE_MILLIS = 3_600_000;
/** Milliseconds for which a failure is answered without asking again. */
export const RETRY_MILLIS = 5_000;

/** The part of an invocation's time that the document may take: the request to the endpoint needs the rest. */
const PART_OF_DEADLINE = 0.5;

/** The place of an issuer's document. */
export interface DiscoverySource {
  /** Issuer identifier as configured. */
  readonly issuer: string;
  readonly base: UpstreamBase;
  /** Path of the document on the issuer's origin; by default the well-known paths. */
  readonly path?: string | undefined;
}

/** Called once for each document that was read, and for each that could not be read. */
export interface DiscoveryJournal {
  read(metadata: IssuerMetadata): void;
  failed(failure: UpstreamFailure): void;
}

/** An issuer's discovery document: read at first need, once for all requests that wait, and again when it is old. */
export class Discovery {
  private known: { readonly metadata: IssuerMetadata; readonly at: number } | undefined;
  private failure: { readonly error: UpstreamFailure; readonly at: number } | undefined;
  private flight: Promise<IssuerMetadata> | undefined;

  constructor(
    private readonly source: DiscoverySource,
    private readonly connections: Connections,
    private readonly journal: DiscoveryJournal,
  ) {}

  /**
   * The metadata of the issuer.
   *
   * @param now milliseconds since 1970
   * @throws UpstreamFailure when there is none that can be used
   */
  async read(now: number, deadline: Deadline): Promise<IssuerMetadata> {
    const age = this.known === undefined ? Infinity : apart(now, this.known.at);
    if (this.known !== undefined && age < FRESH_MILLIS) return this.known.metadata;
    try {
      return await this.refresh(now, deadline);
    } catch (error) {
      if (this.known !== undefined && age < FRESH_MILLIS + STALE_MILLIS) return this.known.metadata;
      throw error;
    }
  }

  private refresh(now: number, deadline: Deadline): Promise<IssuerMetadata> {
    if (this.failure !== undefined && apart(now, this.failure.at) < RETRY_MILLIS) {
      return Promise.reject(this.failure.error);
    }
    this.flight ??= this.ask(now, deadline.part(PART_OF_DEADLINE)).finally(() => {
      this.flight = undefined;
    });
    return this.flight;
  }

  private async ask(now: number, deadline: Deadline): Promise<IssuerMetadata> {
    try {
      const metadata = await this.request(deadline);
      this.known = { metadata, at: now };
      this.failure = undefined;
      this.journal.read(metadata);
      return metadata;
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error;
      this.failure = { error, at: now };
      this.journal.failed(error);
      throw error;
    }
  }

  private async request(deadline: Deadline): Promise<IssuerMetadata> {
    const { issuer, base } = this.source;
    let status = 0;
    for (const path of this.paths()) {
      const response = await this.get(path, deadline);
      status = response.status;
      if (status === 200) return parseMetadata(response.body, issuer, base, headerOf(response.headers));
      if (status !== 404) break;
    }
    throw new UpstreamFailure('upstream_invalid', `discovery document: status ${String(status)}`);
  }

  /**
   * OpenID Connect puts the well-known path behind the issuer's path, RFC 8414 before it.
   *
   * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
   * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.1
   */
  private paths(): readonly string[] {
    const { path, base } = this.source;
    if (path !== undefined) return [path];
    return [
      `${base.basePath}/.well-known/openid-configuration`,
      `/.well-known/oauth-authorization-server${base.basePath}`,
    ];
  }

  private get(target: string, deadline: Deadline): Promise<UpstreamResponse> {
    const { base } = this.source;
    const headers: HeaderList = [['Host', base.host], ['Accept', 'application/json'], ...base.fixedHeaders];
    const limits = { deadline, maxBodyBytes: MAX_DISCOVERY_BYTES };
    return exchange(this.connections, { base, method: 'GET', target, headers }, limits);
  }
}

/** Absolute, because a clock may be set back: a document from the future must not count as fresh until then. */
function apart(now: number, at: number): number {
  return Math.abs(now - at);
}

function headerOf(headers: HeaderList): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'cache-control')?.[1];
}
