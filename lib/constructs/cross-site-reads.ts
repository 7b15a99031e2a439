/**
 * The answer to a request without `Origin` that a page of another site makes: what `<img>`, `<script>` and requests with
 * `no-cors` send. The page cannot read the answer, but the backend runs.
 *
 * @see https://w3c.github.io/webappsec-fetch-metadata/
 */
export enum CrossSiteReads {
  /** Such a request passes without CORS headers, as it does without an allowlist. */
  ALLOW = 'allow',

  /**
   * Such a request is refused with 403 and the reason `cross_site_read`, on every endpoint that is neither public nor a page.
   * Browsers name such requests by `Sec-Fetch-Site` and `Sec-Fetch-Mode`; clients that are not browsers do not send these
   * headers, and pass.
   */
  REFUSE = 'refuse',
}
