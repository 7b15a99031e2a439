import { statSync } from 'node:fs';
import { join } from 'node:path';
import { atMost, type Bench } from './bench';

const ASSETS = join(__dirname, '..', 'assets');

/** Bundles and their budgets in kB of 1,000 bytes. */
const BUDGETS: readonly (readonly [file: string, kilobytes: number])[] = [
  ['evaluator/index.js', 100],
  ['evaluator/responder.js', 70],
  ['evaluator/dynamodb.js', 400],
  ['admin/allowlist.js', 220],
  ['admin/settings.js', 100],
  ['admin/queries.js', 140],
  ['admin/openapi.js', 300],
  ['admin/xml.js', 100],
  ['admin/suffixes.js', 150],
  ['admin/logs.js', 400],
];

export const sizesBench: Bench = {
  name: 'sizes',
  about:
    'Bytes of the shipped bundles, minified; only the first look-up loads `dynamodb.js`, and only the first request that goes on to an upstream `responder.js`.',
  run: () =>
    Promise.resolve(
      BUDGETS.map(([file, limit]) => atMost(file, statSync(join(ASSETS, file)).size / 1000, limit, 'kB', 1)),
    ),
};
