import { defineConfig, type Plugin } from 'vite';

/** Names the modules of the bundles: the build looks at them to see whether anything changed, and at their licences. */
const moduleList: Plugin = {
  name: 'module-list',
  generateBundle() {
    const source = JSON.stringify([...this.getModuleIds()]);
    this.emitFile({ type: 'asset', fileName: 'modules.json', source });
  },
};

/**
 * Names in the page the files that its first script loads: the browser fetches and compiles them while that script runs, and
 * no script waits for their styles.
 */
const nextFiles: Plugin = {
  name: 'next-files',
  transformIndexHtml: {
    order: 'post',
    handler: (_page, { bundle = {}, chunk }) => {
      const next = chunk?.dynamicImports.map((name) => bundle[name]) ?? [];
      const names = new Set<string>();
      const styles = new Set<string>();
      for (const file of next) {
        if (file?.type !== 'chunk') continue;
        for (const name of [file.fileName, ...file.imports]) if (name !== chunk?.fileName) names.add(name);
        for (const name of file.viteMetadata?.importedCss ?? []) styles.add(name);
      }
      return [
        ...Array.from(names, (name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
        ...Array.from(styles, (name) => ({
          tag: 'link',
          attrs: { rel: 'stylesheet', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
      ];
    },
  },
};

export default defineConfig({
  root: import.meta.dirname,
  // The page stands below a stage or a base path that nobody knows here.
  base: './',
  appType: 'mpa',
  logLevel: 'warn',
  plugins: [moduleList, nextFiles],
  server: { host: '127.0.0.1', port: 8790 },
  build: {
    target: 'es2023',
    emptyOutDir: true,
    // Nothing inline, so that the Content Security Policy needs no exception.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // Components say "use client" for servers that render; this page has none.
      checks: { moduleLevelDirective: false },
    },
  },
});
