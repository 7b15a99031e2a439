import type { Duration } from 'aws-cdk-lib';

/** Options of a check of JWTs. */
export interface JwtCheckOptions {
  /**
   * The issuer, to the last character as in the claim `iss`: `https://login.example.com/`. Its metadata and keys are read from there,
   * over https; http is for an issuer on this machine.
   */
  readonly issuer: string;

  /** The audiences that are taken: one of them must be in the claim `aud`. It is how the issuer names this API. */
  readonly audience: string[];

  /**
   * Scopes that every request needs, all of them. An endpoint can ask for further ones.
   *
   * @default - none
   */
  readonly scopes?: string[];

  /**
   * Algorithms that are taken, such as `RS256` and `ES256`. Symmetric ones, and `none`, never are.
   *
   * @default - RS, PS and ES with 256, 384 and 512, EdDSA and Ed25519
   */
  readonly algorithms?: string[];

  /**
   * The type of token, as in its header `typ`. With `at+jwt`, only access tokens by RFC 9068 are taken, with all claims that they
   * must have.
   *
   * @default - `at+jwt`, `JWT`, and tokens without a type
   */
  readonly typ?: string;

  /**
   * How far the clocks of issuer and gateway may differ, in whole seconds up to 5 minutes.
   *
   * @default Duration.seconds(5)
   */
  readonly clockTolerance?: Duration;

  /**
   * URL of the issuer's keys. Give it where the issuer has no metadata, or to save the request for them.
   *
   * @default - as the issuer's metadata say
   */
  readonly jwksUri?: string;

  /**
   * URL of the metadata of this API (RFC 9728), which answers to callers without a token name, so that clients find the issuer.
   *
   * @default - no URL is named
   */
  readonly resourceMetadata?: string;
}
