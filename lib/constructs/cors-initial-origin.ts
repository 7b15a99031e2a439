/**
 * An origin that a deployment puts on the allowlist where there is no entry for it yet. From then on it is an entry like any
 * other: what an administrator makes of it stays, deleted or edited, whatever the code says.
 */
export interface CorsInitialOrigin {
  /**
   * The pattern, `scheme://host[:port]`; the host may begin with `*.`. It must be known at synth, as every other field.
   *
   * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/reasons.md#patterns
   */
  readonly pattern: string;

  /**
   * Name of the entry: one line, at most 80 characters.
   *
   * @default - no name
   */
  readonly name?: string;

  /**
   * Purpose of the entry, at most 255 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Which file, pipeline or team keeps the entry: one line, at most 80 characters.
   *
   * @default - no owner
   */
  readonly owner?: string;

  /**
   * When the entry ends, in ISO 8601 with a zone, as in `2099-12-31T23:59:59Z`. An entry that has ended is a warning at synth
   * and is not written.
   *
   * @default - never
   */
  readonly expiresAt?: string;

  /**
   * Admits a pattern for origins that strangers can have too, such as `https://*.github.io`. Such an entry does not count
   * where answers carry credentials.
   *
   * @default false
   */
  readonly allowSharedOrigin?: boolean;

  /**
   * The former name of `allowSharedOrigin`. It still works, with a warning at synth.
   *
   * @default - the value of allowSharedOrigin
   * @deprecated use allowSharedOrigin
   */
  readonly allowPublicSuffix?: boolean;
}
