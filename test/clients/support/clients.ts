import { build, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The one client that the issuer knows. */
export const CLIENT_ID = 'page';

const PAGE = join(__dirname, '../page');

/** This package's bundle for browsers is a script that defines a name. */
const JSFORCE: Plugin = {
  name: 'jsforce',
  setup: (bundle) => {
    bundle.onLoad({ filter: /jsforce-core\.min\.js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\nexport default jsforce;`,
    }));
  },
};

/** Bundles the page of each client, as an application would. */
export async function bundledClients(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(PAGE, 'clients', `${name}.ts`)),
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    outdir: PAGE,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    plugins: [JSFORCE],
    logLevel: 'error',
  });
  return new Map(
    names.map((name) => [name, outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))!.text]),
  );
}
