import { isBelow, VARY } from '../../../../core';
import type { CorsDefinitionOptions } from '../../../cors-definition-options';
import { Excluded } from '../../../excluded';
import { JudgedBy } from '../../../judged-by';
import { judgeFor, keepsAuthorizers } from '../middleware-judge';
import type { Judge } from '../protected-method';
import { operationName } from './operation';

/** The part of a document that is protected, and how. */
export interface Scope {
  /** Path prefixes; undefined for every path. */
  readonly paths: readonly string[] | undefined;
  /** Path prefixes, and operations by their names. */
  readonly exclude: readonly string[];
  readonly excludeAs: Excluded;
  readonly covers: (path: string) => boolean;
  /** How an operation is left out; undefined where it is protected. */
  readonly excluded: (path: string, key: string) => Excluded | undefined;
  /** Who judges the requests to an operation. */
  readonly judgeOf: (path: string, key: string, isKept: boolean) => Judge;
  /** Whether operations may keep an authorizer of their own. */
  readonly keepAuthorizers: boolean;
  readonly gatewayResponses: boolean;
  /** The names by which answers vary. */
  readonly varies: string;
}

/**
 * Reads the options.
 *
 * @param varies the names by which answers vary
 */
export function scopeOf(
  {
    paths,
    exclude = [],
    excludeAs = Excluded.CLOSED,
    keepAuthorizers = false,
    judgedBy = JudgedBy.AUTHORIZER,
    gatewayResponses = true,
  }: CorsDefinitionOptions,
  varies = VARY,
): Scope {
  const covers = (path: string): boolean =>
    !path.startsWith('x-') && (paths === undefined || paths.some((prefix) => isBelow(path, prefix)));
  const excluded = (path: string, key: string): Excluded | undefined =>
    exclude.some((one) => names(one, path, key)) ? excludeAs : undefined;
  const judges = { judgedBy, keepAuthorizers };
  return {
    paths,
    exclude,
    excludeAs,
    covers,
    excluded,
    judgeOf: (path, key, isKept) => judgeFor(judges, isKept, excluded(path, key) !== undefined),
    keepAuthorizers: keepsAuthorizers(judges),
    gatewayResponses,
    varies,
  };
}

/** Whether an element of `exclude` names an operation. */
export function names(element: string, path: string, key: string): boolean {
  return element.startsWith('/') ? isBelow(path, element) : element === operationName(path, key);
}
