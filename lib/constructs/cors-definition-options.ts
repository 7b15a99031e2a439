import type { CorsProtectOptions } from './cors-protect-options';

/** Options for the protection of an OpenAPI document before an API is made from it. */
export interface CorsDefinitionOptions extends CorsProtectOptions {
  /**
   * Paths of the document that are protected, each with everything below it: `/orders` and `/orders/{id}` for `/orders`.
   *
   * @default - every path
   */
  readonly paths?: string[];
}
