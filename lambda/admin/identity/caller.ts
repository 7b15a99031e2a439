import type { AdminPermission } from '../../../lib/contract';

/** Who makes a request. */
export interface Caller {
  /** What `createdBy`, `updatedBy` and the audit log record: an ARN, or a `sub` with the user name. */
  readonly by: string;
  /** What the function itself must check; undefined where API Gateway has checked it (IAM). */
  readonly permissions: ReadonlySet<AdminPermission> | undefined;
}

/** The parts of an event's `requestContext` that say who makes the request. */
export interface CallerContext {
  readonly identity: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}
