import type { AdminPermission } from '../../../lib/contract';

/** Who makes a request. */
export interface Caller {
  /** The value that `createdBy`, `updatedBy` and the audit log record: an ARN, or a `sub` with the user name. */
  readonly by: string;
  /** The permissions that the caller holds; undefined where API Gateway has checked them (IAM). */
  readonly permissions: ReadonlySet<AdminPermission> | undefined;
}

/** The parts of an event that say who makes the request. */
export interface CallerContext {
  readonly identity: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Values of `Authorization`, which API Gateway has checked before it filled in the claims. */
  readonly authorization: readonly string[];
}
