/** The bundle for browsers, which has no types of its own. */
declare module 'jsforce/dist/jsforce-core.min.js' {
  import type { Connection, OAuth2 } from 'jsforce';

  const jsforce: { readonly Connection: typeof Connection; readonly OAuth2: typeof OAuth2 };
  export default jsforce;
}
