import type { OAuthLayoutOptions } from './oauth-layout-options';

/** An issuer by its discovery document: `document` or `file`. */
export interface IssuerLayoutOptions extends OAuthLayoutOptions {
  /**
   * Path of a JSON file that holds the discovery document, from the folder in which the app is synthesized. Nothing is fetched at
   * synth: save the document with `curl -o issuer.json https://…/.well-known/openid-configuration`.
   *
   * @default - `document` holds it
   */
  readonly file?: string;

  /**
   * The discovery document itself. Leave a member out to keep its endpoint closed.
   *
   * @default - `file` names it
   */
  readonly document?: { [member: string]: unknown };

  /**
   * Paths of the issuer's own pages, such as `/interaction`: each path and everything below it goes to the issuer unchanged.
   * Pages that the document names are there already.
   *
   * @default - no further pages
   */
  readonly pages?: string[];
}
