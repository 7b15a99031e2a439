import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files below `test` that jest would run for these `testMatch` patterns, as paths from the root of the project. */
export function testFiles(patterns: readonly string[]): readonly string[] {
  const expressions = patterns.map(expressionOf);
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((path) => join('test', path))
    .filter((path) => expressions.some((expression) => expression.test(path)))
    .sort();
}

/** Knows `*`, and `**` as a whole segment. */
function expressionOf(pattern: string): RegExp {
  const segments = pattern.replace('<rootDir>/', '').split('/');
  const source = segments.map((segment) =>
    segment === '**' ? '(?:[^/]+/)*' : `${segment.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`,
  );
  return new RegExp(`^${source.join('').replace(/\/$/, '')}$`);
}
