import { withoutPrefix } from '../../../lib/core';
import type { UpstreamBase } from './upstream-base';

/** Translates an upstream's paths to the gateway's, for answers. Paths of the gateway are judged paths. */
export interface WayBack {
  /** The gateway's path and query of a URL on the upstream's origin. */
  target(url: URL): string;
  /** The same, but undefined for URLs that the gateway does not serve. */
  served(url: URL): string | undefined;
  /** The gateway's path of a cookie that the upstream limits to `path`. */
  cookiePath(path: string): string;
}

/** The translation for an upstream that has the judged paths behind a base path. */
export class BasePathBack implements WayBack {
  constructor(private readonly base: UpstreamBase) {}

  target({ pathname, search }: URL): string {
    return `${withoutPrefix(pathname, this.base.basePath)}${search}`;
  }

  /** The gateway serves all of the upstream. */
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
