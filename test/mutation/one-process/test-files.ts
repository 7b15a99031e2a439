import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files below `test` that jest would run for these `testMatch` patterns, in the order of the patterns, as paths from the
 * root of the project.
 */
export function testFiles(patterns: readonly string[]): readonly string[] {
  const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((path) => join('test', path))
    .sort();
  const found = patterns
    .map(expressionOf)
    .flatMap((expression) => all.filter((path) => expression.test(path)));
  return [...new Set(found)];
}

/** Knows `*`, and `**` as a whole segment. */
function expressionOf(pattern: string): RegExp {
  const segments = pattern.replace('<rootDir>/', '').split('/');
  const source = segments.map((segment) =>
    segment === '**' ? '(?:[^/]+/)*' : `${segment.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`,
  );
  return new RegExp(`^${source.join('').replace(/\/$/, '')}$`);
}
