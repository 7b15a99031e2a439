import type { TokenAlgorithm } from '../../lib/contract/token-checks';
import { metadataPlaces, type Issuer } from './issuer';
import { KeySet } from './key-set';
import { COOL_DOWN_MILLIS, FETCH_MILLIS, FRESH_MILLIS, RETRY_MILLIS, STALE_MILLIS } from './limits';
import { publishedJson, UnreadableError, type JsonObject } from './published-json';

/** Reads a JSON object over HTTP. */
export type ReadJson = (url: URL, signal: AbortSignal) => Promise<JsonObject>;

type FoundKey = Awaited<ReturnType<KeySet['find']>>;

/**
 * The keys of one issuer: read at first need, once for all requests that wait, and again when they are old or a token names a
 * key that is not among them. Strangers can invent key ids, so that happens once in a while only.
 */
export class IssuerKeys {
  private known: { readonly keys: KeySet; readonly at: number } | undefined;
  private failure: { readonly error: UnreadableError; readonly at: number } | undefined;
  private flight: Promise<KeySet> | undefined;
  private askedForUnknown = -Infinity;

  constructor(
    private readonly issuer: Issuer,
    private readonly read: ReadJson = publishedJson,
  ) {}

  /**
   * The key of a token, or undefined if the issuer has none.
   *
   * @param now milliseconds since 1970
   * @throws UnreadableError when the issuer does not answer, and nothing that is known decides
   */
  async find(id: string | undefined, algorithm: TokenAlgorithm, now: number): Promise<FoundKey> {
    const before = this.known;
    const keys = await this.current(now);
    const found = keys.find(id, algorithm);
    // Keys that were read for this request are as new as they can be.
    if (found !== undefined || this.known !== before) return found;
    if (this.flight === undefined && apart(now, this.askedForUnknown) < COOL_DOWN_MILLIS) {
      // A key may be new, and nobody could say so.
      if (this.failure !== undefined) throw this.failure.error;
      return undefined;
    }
    this.askedForUnknown = now;
    return (await this.refresh(now)).find(id, algorithm);
  }

  /** Reads the keys where they are not known yet. */
  async warm(now: number): Promise<void> {
    await this.current(now);
  }

  private async current(now: number): Promise<KeySet> {
    const { known } = this;
    if (known === undefined) return this.refresh(now);
    const age = apart(now, known.at);
    if (age < FRESH_MILLIS) return known.keys;
    try {
      return await this.refresh(now);
    } catch (error) {
      if (age >= FRESH_MILLIS + STALE_MILLIS) throw error;
      return known.keys;
    }
  }

  private refresh(now: number): Promise<KeySet> {
    if (this.failure !== undefined && apart(now, this.failure.at) < RETRY_MILLIS) {
      return Promise.reject(this.failure.error);
    }
    this.flight ??= this.ask(now).finally(() => {
      this.flight = undefined;
    });
    return this.flight;
  }

  private async ask(now: number): Promise<KeySet> {
    try {
      const signal = AbortSignal.timeout(FETCH_MILLIS);
      const place = this.issuer.keys ?? (await this.placeOfKeys(signal));
      const keys = KeySet.of(await this.read(place, signal));
      this.known = { keys, at: now };
      this.failure = undefined;
      return keys;
    } catch (error) {
      const failure = error instanceof UnreadableError ? error : new UnreadableError(String(error));
      this.failure = { error: failure, at: now };
      throw failure;
    }
  }

  /** @see https://www.rfc-editor.org/rfc/rfc8414#section-3.3 */
  private async placeOfKeys(signal: AbortSignal): Promise<URL> {
    const { name } = this.issuer;
    const metadata = await this.metadata(signal);
    if (metadata['issuer'] !== name) throw new UnreadableError('the metadata are of another issuer');
    const { jwks_uri: place } = metadata;
    const url = typeof place === 'string' ? URL.parse(place) : null;
    // Keys in the clear are worth as much as the network between. An issuer in the clear is one on this machine.
    if (url === null || (url.protocol !== 'https:' && url.protocol !== new URL(name).protocol)) {
      throw new UnreadableError('the metadata name no place of the keys');
    }
    return url;
  }

  private async metadata(signal: AbortSignal): Promise<JsonObject> {
    const [first, second] = metadataPlaces(this.issuer.name) as [URL, URL];
    try {
      return await this.read(first, signal);
    } catch (error) {
      if (error instanceof UnreadableError && error.status === 404) return this.read(second, signal);
      throw error;
    }
  }
}

/** Absolute, because a clock may be set back: keys from the future must not count as fresh until then. */
function apart(now: number, at: number): number {
  return Math.abs(now - at);
}
