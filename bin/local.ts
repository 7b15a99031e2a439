import { GatewayError } from '../gateway';
import { startLocalGateway } from './local-gateway';
import { guide, readyLine } from './local-guide';
import { HELP, OptionError, readOptions } from './local-options';
import { createSamples } from './local-samples';
import { printable } from './printable';
import { requestLine } from './request-line';

/** Exit code when the command line or the machine does not let the local gateway start. */
const CANNOT_START = 2;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  let ready = false;
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const gateway = await startLocalGateway(options, (record) => {
    // The requests that make the sample entries are not the user's.
    if (ready) console.log(requestLine(record, colours));
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

main().catch((error: unknown) => {
  const expected = error instanceof OptionError || error instanceof GatewayError;
  console.error(expected ? printable(error.message) : traceOf(error));
  process.exitCode = expected ? CANNOT_START : 1;
});

function traceOf(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return trace.split('\n').map(printable).join('\n');
}
