import type { CorsProtectionOptions } from './cors-protection-options';

/** Options for the protection of an OpenAPI document before an API is made from it. */
export interface CorsDefinitionOptions extends CorsProtectionOptions {
  /**
   * Paths of the document that are protected, each with everything below it: `/orders` and `/orders/{id}` for `/orders`.
   *
   * @default - every path
   */
  readonly paths?: string[];

  /**
   * Paths of the document that are left out, each with everything below it (`/health`), and single operations (`GET /health`).
   * `excludeAs` says how they are treated. To protect a path without those below it, exclude those.
   *
   * @default - nothing
   */
  readonly exclude?: string[];
}
