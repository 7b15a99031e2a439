import { readyLine } from '../cli/serve/ready-line';
import { functionLine } from '../cli/terminal/function-line';
import { requestLine } from '../cli/terminal/request-line';
import { run } from '../cli/terminal/run';
import { startLocalGateway } from './local-gateway';
import { guide } from './local-guide';
import { HELP, readOptions } from './local-options';
import { createSamples } from './local-samples';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  let ready = false;
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const gateway = await startLocalGateway(options, {
    onRequest: (record) => {
      // The requests that make the sample entries are not the user's.
      if (ready) console.log(requestLine(record, colours));
    },
    onLine: (name, line) => {
      if (options.logs) console.log(functionLine(name, line));
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void gateway.close().then(() => process.exit(0));
    });
  }
  if (!options.empty) await createSamples(gateway.addresses.admin);
  ready = true;
  console.log(guide(gateway.addresses));
  console.log(readyLine(gateway.addresses));
}

void run(main);
