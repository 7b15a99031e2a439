import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createConsole } from '../lambda/console/console-handler';
import { ServedFiles } from '../lambda/console/served-files';
import { compressed, consoleFiles } from '../scripts/console-files';
import { FIXTURES } from './whole-process';

const ROOT = resolve(__dirname, '..');
/** The quality of `npm run build:assets`. */
const BROTLI_QUALITY = 5;

/** A page of the console's framework that does nothing. */
export interface EmptyPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds it as the console is built, and serves it by the console's own handler. */
export async function startEmptyPage(): Promise<EmptyPage> {
  const folder = mkdtempSync(join(tmpdir(), 'empty-page-'));
  const options = ['--config', join(ROOT, 'console/vite.config.mts'), '--outDir', folder];
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', join(FIXTURES, 'empty-page'), ...options], { cwd: ROOT });
  // The list of modules, which the configuration adds, is not part of the page.
  rmSync(join(folder, 'modules.json'));
  const built = [...consoleFiles(folder)];
  rmSync(folder, { recursive: true });
  const small = new Map(built.map(([name, { bytes }]) => [name, compressed(bytes, BROTLI_QUALITY)]));
  const manifest = Object.fromEntries(built.map(([name, { file }]) => [name, file]));
  const serve = createConsole(new ServedFiles(manifest, (name) => small.get(name) ?? Buffer.alloc(0)), {});
  const server = createServer(({ method = 'GET', headers, url = '/' }, response) => {
    const answer = serve({
      httpMethod: method,
      headers: headers as Record<string, string>,
      pathParameters: { proxy: url.slice(1) },
    });
    response.writeHead(answer.statusCode, answer.headers);
    response.end(Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}/index.html`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
