import { requestLine } from '../terminal/request-line';
import { assemblyFolder } from './assembly-folder';
import { readyLine } from './ready-line';
import { serveGuide } from './serve-guide';
import { readServeOptions, SERVE_HELP } from './serve-options';
import { startServedStacks } from './served-stacks';
import { functionLine } from '../terminal/function-line';
import { printable } from '../terminal/printable';

/** The command `serve`: it ends when it is told to. */
export async function serve(args: readonly string[]): Promise<void> {
  const options = readServeOptions(args);
  if (options.help) {
    process.stdout.write(SERVE_HELP);
    return;
  }
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const folder = await assemblyFolder(options);
  const said = new Set<string>();
  let ready = false;
  const notes: string[] = [];
  const served = await startServedStacks(folder.path, options, {
    onRequest: (record) => {
      console.log(requestLine(record, colours));
    },
    onNote: (note) => {
      if (said.has(note)) return;
      said.add(note);
      if (ready) console.log(`note: ${printable(note)}`);
      else notes.push(note);
    },
    onLine: (name, line) => {
      if (options.logs) console.log(functionLine(name, line));
    },
  }).catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void served.close().then(() => {
        folder.remove();
        process.exit(0);
      });
    });
  }
  ready = true;
  console.log(
    serveGuide(served.addresses, options.awsCredentials, notes).split('\n').map(printable).join('\n'),
  );
  console.log(readyLine(served.addresses));
}
