import type { CorsDefinitionOptions } from '../../../cors-definition-options';

/** The part of a document that is protected, and how. */
export interface Scope {
  /** Path prefixes; undefined for every path. */
  readonly paths: readonly string[] | undefined;
  readonly covers: (path: string) => boolean;
  readonly keepAuthorizers: boolean;
  readonly gatewayResponses: boolean;
}

/** Reads the options. */
export function scopeOf({
  paths,
  keepAuthorizers = false,
  gatewayResponses = true,
}: CorsDefinitionOptions): Scope {
  const covers = (path: string): boolean =>
    !path.startsWith('x-') && (paths === undefined || paths.some((prefix) => isBelow(path, prefix)));
  return { paths, covers, keepAuthorizers, gatewayResponses };
}

/** Whether a path is a prefix's own or below it, ending at a segment. */
export function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
