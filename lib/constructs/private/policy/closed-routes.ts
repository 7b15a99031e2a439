import type { IConstruct } from 'constructs';
import { ConstructMark } from '../synth/construct-mark';

const closed = new ConstructMark<ReadonlySet<string>>('closedRoutes');

/**
 * Says that no page may call a path in front of which an allowlist is, whatever its table says.
 *
 * @param path as API Gateway writes it: `/orders/{id}`, `/files/{proxy+}`
 */
export function closeRoute(allowlist: IConstruct, path: string): void {
  closed.set(allowlist, new Set([...closedRoutes(allowlist), path]));
}

/** The paths that no page may call. */
export function closedRoutes(allowlist: IConstruct): readonly string[] {
  return [...(closed.get(allowlist) ?? [])];
}
