import { printable } from './printable';

/** A line that a function writes, for a terminal. */
export function functionLine(functionName: string, line: string): string {
  return printable(`${functionName}: ${line}`);
}
