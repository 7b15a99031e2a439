import type { Duration } from 'aws-cdk-lib';
import type { ClientSecrets } from './client-secrets';
import type { CorsEndpoints } from './cors-endpoints';
import type { CorsHost } from './cors-host';
import type { CrossSiteReads } from './cross-site-reads';
import type { Enforcement } from './enforcement';
import type { HostKind } from './host-kind';
import type { VerdictLog } from './verdict-log';

/** The part of an allowlist that a deployment fixes: which paths answer which origins, on which hosts, and how. */
export interface CorsPolicyOptions {
  /**
   * The endpoint table: which paths answer cross-origin requests, and to whom. Every path that it does not name is closed to
   * cross-origin requests. An allowlist must have one: `CorsEndpoints.fromRoutes()` for the routes of an API, `CorsEndpoints.of()`
   * for paths that you write, `CorsEndpoints.salesforce()` for those of Salesforce's APIs.
   *
   * @default - `CorsEndpoints.salesforce()` for a `CorsGateway`; an error at synth for a `CorsAllowlist`
   */
  readonly endpoints?: CorsEndpoints;

  /**
   * Hosts on which the API answers, beside its own execute-api host. Name each one, so that its kind is known.
   *
   * @default - only the execute-api host
   */
  readonly hosts?: CorsHost[];

  /**
   * The kind of the API's own execute-api host. Use `HostKind.NONE` where only the other hosts may answer cross-origin
   * requests.
   *
   * @default HostKind.MY_DOMAIN
   */
  readonly executeApiHostKind?: HostKind;

  /**
   * Further names of the API's own origin, such as that of a CDN in front of it: `https://www.example.com`. Requests from them
   * count as same-origin and pass without CORS headers. Never name the origin of a web site that calls the API: put it on the
   * allowlist. Each host with a kind is an own origin already. An initial origin that is an alias too is a warning at synth.
   *
   * @default - none
   */
  readonly sameOriginAliases?: string[];

  /**
   * Whether a cross-origin request that is not allowed is refused, or only reported. Use `Enforcement.REPORT` to try a table
   * out in front of an API that is in use, and `Enforcement.OBSERVE` to find out who calls an API that answers every origin today.
   *
   * @default Enforcement.ENFORCE
   */
  readonly enforcement?: Enforcement;

  /**
   * Whether `Enforcement.OBSERVE` may answer for a private API, or for one with a resource policy. Such an API is closed to most of
   * the world, and pages of any origin could then use the place of a visitor inside to read it. Say true where every page that a
   * visitor opens may do so.
   *
   * @default - such an API with `Enforcement.OBSERVE` is an error at synth
   */
  readonly observeBehindPolicy?: boolean;

  /**
   * Whether requests without `Origin` that pages of other sites make are refused: images, scripts, and requests with `no-cors`.
   * Use `CrossSiteReads.REFUSE` where such a request must not run a backend, and where no other site embeds what the API
   * answers.
   *
   * @default CrossSiteReads.ALLOW
   */
  readonly crossSiteReads?: CrossSiteReads;

  /**
   * How long the evaluator uses an answer of the table before it asks again, in whole seconds from 0 to 300. A change of the
   * list takes this long to be in force everywhere. With 0, every verdict reads the table.
   *
   * @default Duration.seconds(10)
   */
  readonly cacheTtl?: Duration;

  /**
   * How long the evaluator may use an older answer while the table cannot be read, in whole seconds up to 24 hours. A request
   * without such an answer is answered with 503. With 0, nothing is used past `cacheTtl`.
   *
   * @default Duration.minutes(15)
   */
  readonly staleTtl?: Duration;

  /**
   * Response headers that pages may read, beside those that a backend exposes itself. An endpoint can have a list of its own.
   *
   * @default - WWW-Authenticate, x-amzn-remapped-www-authenticate, Retry-After, ETag, Location, Link, Content-Range,
   * DPoP-Nonce, X-Request-Id and x-amzn-RequestId; with the preset `salesforce` also Sforce-Limit-Info
   */
  readonly exposedHeaders?: string[];

  /**
   * How long browsers may keep the answer to a preflight, in whole seconds up to 24 hours. It never prolongs access, because the
   * request that follows is judged again. Browsers have limits of their own; Chromium's is two hours.
   *
   * @default Duration.hours(2)
   */
  readonly maxAge?: Duration;

  /**
   * Whether a cross-origin call that carries a client secret is only reported, or refused. It is about endpoints where clients
   * authenticate themselves: token, revocation, introspection, device, pushed and backchannel authorization.
   *
   * @default ClientSecrets.REPORT
   */
  readonly clientSecrets?: ClientSecrets;

  /**
   * Which verdicts have a line in the log, of the evaluator and of functions that use `withCors`. Use `VerdictLog.ALL` to see
   * each request, and `VerdictLog.NONE` where the log may hold no `Origin`.
   *
   * @default VerdictLog.REFUSALS
   */
  readonly verdictLog?: VerdictLog;
}
