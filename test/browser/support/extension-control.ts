import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A request for the extension to make. */
interface Task {
  readonly url: string;
  readonly init: object;
}

/** The extension's result: the answer, or that the browser kept it. */
export type Told =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | 'blocked';

/** A background page that asks the test what to fetch, and tells it what came. */
const BACKGROUND = `
const control = CONTROL;
async function work() {
  for (;;) {
    const { url, init } = await (await fetch(control + '/task')).json();
    let told = 'blocked';
    try {
      const answer = await fetch(url, init);
      told = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
    } catch {}
    await fetch(control + '/told', { method: 'POST', body: JSON.stringify(told) });
  }
}
void work();
`;

/** The side of the test in its talk with an extension: a server that hands out tasks. */
export class ExtensionControl {
  private readonly tasks: Task[] = [];
  private waiting: ServerResponse | undefined;
  private told: (told: Told) => void = () => undefined;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void this.answer(request, response);
    });
  }

  static async start(): Promise<ExtensionControl> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ExtensionControl(server);
  }

  /** Writes an extension that may call these hosts and the test, and gives its folder. */
  writeExtension(hosts: readonly string[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'firefox-extension-'));
    const { port } = this.server.address() as AddressInfo;
    const manifest = {
      manifest_version: 2,
      name: 'An extension with host permissions',
      version: '1',
      permissions: ['http://127.0.0.1/*', ...hosts],
      background: { scripts: ['background.js'] },
      browser_specific_settings: { gecko: { id: 'extension@example.com' } },
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const control = JSON.stringify(`http://127.0.0.1:${String(port)}`);
    writeFileSync(join(folder, 'background.js'), BACKGROUND.replace('CONTROL', control));
    return folder;
  }

  /** Has the extension make one request at a time. */
  ask(task: Task): Promise<Told> {
    return new Promise((resolve) => {
      this.told = resolve;
      this.tasks.push(task);
      this.hand();
    });
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/task') {
      this.waiting = response;
      this.hand();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    response.end();
    this.told(JSON.parse(Buffer.concat(chunks).toString()) as Told);
  }

  private hand(): void {
    if (this.waiting === undefined) return;
    const task = this.tasks.shift();
    if (task === undefined) return;
    this.waiting.setHeader('Content-Type', 'application/json');
    this.waiting.end(JSON.stringify(task));
    this.waiting = undefined;
  }
}
