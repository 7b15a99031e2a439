import { GatewayError, PortUnavailableError } from '../../gateway';
import { OptionError } from './option-error';
import { printable } from './printable';

/** Exit code when the command line or the machine does not let a server start. */
const CANNOT_START = 2;

/** Runs a program to its end. A mistake of the command line, and what keeps a server from starting, is one line. */
export async function run(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    const expected = error instanceof OptionError || error instanceof GatewayError;
    console.error(expected ? sentence(error) : traceOf(error));
    process.exitCode = expected ? CANNOT_START : 1;
  }
}

function sentence(error: Error): string {
  const help = error instanceof PortUnavailableError ? ' (fix: --port N)' : '';
  return `${printable(error.message)}${help}`;
}

function traceOf(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return trace.split('\n').map(printable).join('\n');
}
