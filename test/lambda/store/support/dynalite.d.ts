/** dynalite ships no types; this is what the suites use of it. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @param options `createTableMs`: how long a new table stays in CREATING. */
  export default function dynalite(options: { createTableMs?: number }): Server;
}
