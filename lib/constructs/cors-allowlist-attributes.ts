import type { CorsPolicyOptions } from './cors-policy-options';
import type { CorsTableAttributes } from './cors-table-attributes';

/**
 * An allowlist that another stack defines. Endpoints, hosts and the rest of the policy are not stored in the table: give
 * the same as there, or what differs for the APIs here.
 */
export interface CorsAllowlistAttributes extends CorsPolicyOptions, CorsTableAttributes {}
