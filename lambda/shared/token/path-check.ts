import { NO_CHECK, type TokensDocument } from '../../../lib/contract';
import { segmentsOf } from '../../../lib/core';

/**
 * The checks of paths, for events that name no resource of API Gateway (HTTP APIs, Function URLs): that of the row whose path the path
 * begins with, and which API Gateway would find. From the left, a literal comes before a variable, a variable before one for the rest of
 * the path, and any of them before the end of a row.
 */
export class PathChecks {
  private readonly rows: readonly { readonly parts: readonly string[]; readonly name: string }[];

  constructor({ routes }: TokensDocument) {
    this.rows = Object.entries(routes)
      .map(([row, name]) => ({ parts: segmentsOf(row), name }))
      .sort((a, b) => compared(a.parts, b.parts));
  }

  /** The name of the check of a path; undefined where nobody is checked. */
  of(path: string): string | undefined {
    return this.rows.length === 0 ? undefined : this.at(segmentsOf(path), 0);
  }

  /** The same for a path that may begin with segments of which no row knows: the check with the fewest of them left out. */
  below(path: string): string | undefined {
    const segments = segmentsOf(path);
    for (let from = 0; from <= segments.length; from++) {
      const name = this.at(segments, from);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  private at(segments: readonly string[], from: number): string | undefined {
    const name = this.rows.find(({ parts }) => begins(segments, from, parts))?.name;
    return name === NO_CHECK ? undefined : name;
  }
}

function begins(segments: readonly string[], from: number, parts: readonly string[]): boolean {
  return (
    from + parts.length <= segments.length &&
    parts.every((part, at) => isVariable(part) || part === segments[from + at])
  );
}

function compared(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length || at < b.length; at++) {
    const difference = rankOf(a[at]) - rankOf(b[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rankOf(part: string | undefined): number {
  if (part === undefined) return 3;
  return isVariable(part) ? (part.endsWith('+}') ? 2 : 1) : 0;
}

function isVariable(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}
