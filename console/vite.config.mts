import { defineConfig, type Plugin } from 'vite';

/** Names the modules of the bundles: the build looks at them to see whether anything changed, and at their licences. */
const moduleList: Plugin = {
  name: 'module-list',
  generateBundle() {
    const source = JSON.stringify([...this.getModuleIds()]);
    this.emitFile({ type: 'asset', fileName: 'modules.json', source });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  // The page stands below a stage or a base path that nobody knows here.
  base: './',
  appType: 'mpa',
  logLevel: 'warn',
  plugins: [moduleList],
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
