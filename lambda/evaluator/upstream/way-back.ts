import { withoutPrefix } from '../../../lib/core/request-path';
import type { UpstreamBase } from './upstream-base';

/** From an upstream's paths back to the gateway's: what clients have to be told instead. Paths are judged paths. */
export interface WayBack {
  /** The path and query that stand for a URL on the upstream's origin. */
  target(url: URL): string;
  /** The same for what the gateway serves of it; undefined for the rest. */
  served(url: URL): string | undefined;
  /** The path of a cookie that the upstream limits to `path`. */
  cookiePath(path: string): string;
}

/** The way back from an upstream whose paths are the judged ones behind a base path. */
export class BasePathBack implements WayBack {
  constructor(private readonly base: UpstreamBase) {}

  target({ pathname, search }: URL): string {
    return `${withoutPrefix(pathname, this.base.basePath)}${search}`;
  }

  /** The whole of the upstream is behind the gateway. */
  served(url: URL): string {
    return this.target(url);
  }

  cookiePath(path: string): string {
    const { basePath } = this.base;
    if (coversPath(path, basePath)) return '/';
    return withoutPrefix(path, basePath);
  }
}

/** Whether a cookie with this path is sent to `path`. @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
export function coversPath(cookiePath: string, path: string): boolean {
  if (!path.startsWith(cookiePath)) return false;
  return path.length === cookiePath.length || cookiePath.endsWith('/') || path[cookiePath.length] === '/';
}
