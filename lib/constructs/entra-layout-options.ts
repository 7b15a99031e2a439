import type { OAuthLayoutOptions } from './oauth-layout-options';

/** A tenant of Microsoft Entra. */
export interface EntraLayoutOptions extends OAuthLayoutOptions {
  /** Id of the tenant, as its discovery document has it in its URLs. */
  readonly tenant: string;
}
