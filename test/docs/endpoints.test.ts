import { HOST_KINDS, type Access, type EndpointRule } from '../../lib/core';
import { compileRule } from '../../lib/core/compiled-rule';
import { EndpointTable } from '../../lib/core/endpoint-table';
import { read } from './support/markdown';

/* The tables "request, table, result" of the page, by the table of the engine. */

const ROW = /^\| `([^`]+)` \| ((?:below )?`\/.+) \| (allowlist|public|closed)\b.*\|$/gm;
const RULE = /(below )?`([^`]+)` (allowlist|public|closed)/g;
const DEFAULTS = { exposedHeaders: [], maxAgeSeconds: 0 };

function rulesOf(text: string): readonly EndpointRule[] {
  return [...text.matchAll(RULE)].map(([, below, path = '', access]) => ({
    path,
    match: below === undefined ? 'exact' : 'prefix',
    access: access as Access,
    methods: ['GET'],
    hostKinds: HOST_KINDS,
  }));
}

const rows = [...read('docs/endpoints.md').matchAll(ROW)].map(
  ([, request = '', table = '', result = '']) => [request, table, result] as const,
);

test('there are rows', () => {
  expect(rows.length).toBeGreaterThan(10);
});

test.each(rows)('%s in the table %s: %s', (request, text, result) => {
  const table = new EndpointTable(rulesOf(text).map((rule) => compileRule(rule, DEFAULTS)));
  expect(table.find(request)?.rule.access ?? 'closed').toBe(result);
});
