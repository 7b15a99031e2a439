import type { EndpointRule } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/** The paths of an issuer: the endpoint table, and how a gateway reaches the issuer. */
export interface IssuerLayout {
  readonly rules: readonly EndpointRule[];
  /** Path prefixes that go to the issuer as they are: its pages, and endpoints that have no role. */
  readonly passed: readonly string[];
  /** The issuer's own paths with a query, by the path of their rule. Every other endpoint is on the path of its rule. */
  readonly paths: Readonly<Record<string, string>>;
  /** Path of the issuer identifier without a trailing slash, where the layout knows it. */
  readonly issuerPath?: string;
  /** Issuer identifier, where the layout is made from a document that names it. */
  readonly issuer?: string;
  /** Browsers go to the issuer itself for its pages. */
  readonly pagesAtIssuer?: boolean;
  /** The issuer needs `Origin`. */
  readonly keepsOrigin?: boolean;
}

/** A layout, and the options that cannot work. */
export interface ReadLayout {
  readonly layout: IssuerLayout;
  readonly issues: readonly SynthIssue[];
}
