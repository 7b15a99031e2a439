import { isBelow } from '../../../../core';
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
