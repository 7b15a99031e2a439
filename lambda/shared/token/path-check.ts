import { NO_CHECK, type TokensDocument } from '../../../lib/contract';
import { segmentsOf } from '../../../lib/core';

/**
 * The name of the check of a path, for events that name no resource of API Gateway (HTTP APIs, Function URLs): that of the
 * longest row whose path the path begins with.
 */
export function pathCheck({ routes }: TokensDocument, path: string): string | undefined {
  const segments = segmentsOf(path);
  const rows = Object.entries(routes)
    .map(([row, name]) => ({ parts: segmentsOf(row), name }))
    .filter(({ parts }) => begins(segments, parts))
    .sort((a, b) => b.parts.length - a.parts.length || literals(b.parts) - literals(a.parts));
  const name = rows[0]?.name;
  return name === NO_CHECK ? undefined : name;
}

function begins(segments: readonly string[], parts: readonly string[]): boolean {
  return (
    parts.length <= segments.length && parts.every((part, at) => isVariable(part) || part === segments[at])
  );
}

function literals(parts: readonly string[]): number {
  return parts.filter((part) => !isVariable(part)).length;
}

function isVariable(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}
