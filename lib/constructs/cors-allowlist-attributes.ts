import type { CorsPolicyOptions } from './cors-policy-options';
import type { CorsTableAttributes } from './cors-table-attributes';

/**
 * An allowlist that another stack defines. The table does not hold endpoints, hosts and the rest of the policy: give the same
 * options as there, or other ones for the APIs here.
 */
export interface CorsAllowlistAttributes extends CorsPolicyOptions, CorsTableAttributes {}
