import type { PlainRequest, PlainResponse } from '../support/http-client';

/** Something that not every target can show. A suite leaves out the cases that need an absent capability, and prints them. */
export type Capability =
  /** A second host of the kind experience-cloud-site. */
  | 'site-host'
  /** Refusals of the authorizer carry what the authorizer's context says (`$context.authorizer.*`). */
  | 'authorizer-context-in-gateway-responses'
  /** Paths reach functions as they were sent. */
  | 'raw-paths'
  /** Repeated headers reach functions apart. */
  | 'repeated-headers'
  /** API Gateway's renaming of response headers. */
  | 'header-remaps'
  /** Answers that API Gateway makes before a route is found can be shaped. */
  | 'unknown-routes'
  /** The requests of the suite are the only ones, so that entries can be changed at will. */
  | 'own-list';

/** A gateway and its admin API, wherever they run. */
export interface Target {
  readonly name: string;
  /** URL of the gateway, without a trailing slash. */
  readonly gateway: string;
  /** URL and `Host` of the same gateway as a site; undefined without the capability. */
  readonly site: { readonly url: string; readonly host: string } | undefined;
  /** Milliseconds after which a change is in force everywhere. */
  readonly settleMillis: number;
  readonly capabilities: ReadonlySet<Capability>;
  /** Calls the admin API, signed in with both permissions; `path` begins after `/cors/v1`. */
  admin(request: Omit<PlainRequest, 'url'> & { readonly path: string }): Promise<PlainResponse>;
  close(): Promise<void>;
}
