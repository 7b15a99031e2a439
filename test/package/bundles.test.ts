import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { bundles } from '../../scripts/bundles';

const assets = resolve(__dirname, '../../assets');

/** A constant of the DynamoDB protocol, so it is in every bundle that holds the client and in no other. */
const sdkMark = 'DynamoDB_20120810';

describe.each(bundles.map((bundle) => ({ ...bundle, name: `assets/${bundle.out}.js` })))(
  '$name',
  ({ out, maxBytes, splitOff, entry }) => {
    const file = join(assets, `${out}.js`);

    test(`is built from ${entry}`, () => {
      expect(existsSync(file)).toBe(true);
    });

    test(`is at most ${maxBytes} bytes`, () => {
      expect(readFileSync(file).length).toBeLessThanOrEqual(maxBytes);
    });

    test('needs nothing but Node and the file beside it', () => {
      const text = readFileSync(file, 'utf8');
      const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, specifier]) => specifier ?? '');
      const foreign = required.filter(
        (specifier) => !builtinModules.includes(specifier.replace(/^node:/, '')),
      );
      expect([...new Set(foreign)]).toEqual(splitOff === undefined ? [] : ['./dynamodb.js']);
    });

    test('holds the DynamoDB client only when it is the file for it', () => {
      expect(readFileSync(file, 'utf8').includes(sdkMark)).toBe(out.endsWith('/dynamodb'));
    });

    test('carries no source map and no path of the machine that built it', () => {
      const text = readFileSync(file, 'utf8');
      expect(text.includes('sourceMappingURL')).toBe(false);
      expect(text.includes(resolve(__dirname, '../..'))).toBe(false);
    });
  },
);
