import type { EndpointRule, PathMatch, PolicyDocument } from '../core';

/** The part of the policy that may hold values known only at deployment (host names, origins). */
export type PolicySettings = Omit<PolicyDocument, 'endpoints'>;

/** Every endpoint table that ships with the package, by name. */
export const ENDPOINT_PRESETS = ['salesforce', 'none'] as const;
export type EndpointPresetName = (typeof ENDPOINT_PRESETS)[number];

/** An endpoint table as constructs describe it: a preset, and what replaces its rules or is added to them. */
export interface EndpointsDocument {
  readonly preset: EndpointPresetName;
  readonly rules: readonly EndpointRule[];
}

/** Every way to treat a cross-origin call that carries a client secret: it is reported, or refused after the allow. */
export const CLIENT_SECRET_MODES = ['report', 'block'] as const;
export type ClientSecrets = (typeof CLIENT_SECRET_MODES)[number];

/** Every choice of verdicts that have a line in the log: those that refuse or would refuse, all, none. */
export const VERDICT_LOG_MODES = ['refusals', 'all', 'none'] as const;
export type VerdictLogMode = (typeof VERDICT_LOG_MODES)[number];

/** An HTTP backend of the paths that a rule names. */
export interface HttpUpstream {
  readonly path: string;
  readonly match: PathMatch;
  /** Base URL without a trailing slash; the judged path is appended to its path. */
  readonly url: string;
  /** Names of further request headers that the upstream must not get, in any spelling. */
  readonly droppedHeaders?: readonly string[];
  /** Name of the check of tokens (`TokensDocument`). */
  readonly tokens?: string;
}

/** An issuer behind the OAuth endpoints. */
export interface OAuthUpstream {
  /** Issuer identifier; its discovery document is below it. */
  readonly issuer: string;
  /** Origin at which it is reached; by default that of its identifier. */
  readonly address?: string;
  /**
   * Where a path of the endpoint table is sent: a path on the issuer's origin. Roles that are not named here are taken
   * from the discovery document. What is below the path of a prefix rule is sent below the issuer's path.
   */
  readonly paths: Readonly<Record<string, string>>;
  /** Paths with a role that `paths` does not name are the issuer's own: they are sent as they are. */
  readonly ownPaths?: boolean;
  /** Browsers go to the issuer itself for its pages: the discovery document names them as the issuer does. */
  readonly pagesAtIssuer?: boolean;
  /** The issuer gets `Origin` also where the allowlist let the request in. */
  readonly keepsOrigin?: boolean;
  /** Path prefixes that are passed through as they are: the issuer's own pages (interaction, logout). */
  readonly pages: readonly string[];
  /** Request headers that the issuer always gets, by name. Values of a client under these names are dropped, in any spelling. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of further request headers that the issuer must not get, in any spelling. */
  readonly droppedHeaders?: readonly string[];
}

/** The upstreams behind the responder. */
export interface Upstreams {
  readonly http: readonly HttpUpstream[];
  readonly oauth?: OAuthUpstream;
  /** Milliseconds after which an upstream counts as too slow. */
  readonly timeoutMillis: number;
}

/** Seconds for which what was found in the table is used without asking again. */
export const DEFAULT_CACHE_TTL_SECONDS = 10;
export const MAX_CACHE_TTL_SECONDS = 300;
/** Seconds for which what was found may be used while the table cannot be read. */
export const DEFAULT_STALE_TTL_SECONDS = 900;
export const MAX_STALE_TTL_SECONDS = 86_400;
/** Milliseconds after which an upstream counts as too slow; API Gateway itself gives up after 29 seconds. */
export const DEFAULT_UPSTREAM_TIMEOUT_MILLIS = 25_000;
export const MAX_UPSTREAM_TIMEOUT_MILLIS = 28_000;
