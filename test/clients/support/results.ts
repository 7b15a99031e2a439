import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientVersion } from './client-packages';
import type { Engine } from './engines';

const FILE = join(__dirname, '../results.json');

/** The result of one use of a client. */
export interface Result {
  readonly layout: string;
  readonly client: string;
  readonly way: string;
  readonly steps: Readonly<Record<string, string>>;
}

/** Everything that the last whole run found, as the file has it. */
export interface Results {
  /** Versions of the engines, by name. */
  readonly engines: Readonly<Record<string, string>>;
  /** Versions of the clients, by name. */
  readonly clients: Readonly<Record<string, string>>;
  /** For each engine, by name. */
  readonly runs: Readonly<Record<string, readonly Result[]>>;
}

/** Collects the results of a whole run, and writes them down for the documents. */
export class ResultFile {
  /** Whether a case did otherwise than the table of cases says: nothing is written then. */
  isWrong = false;
  private readonly engines: Record<string, string> = {};
  private readonly runs: Record<string, Result[]> = {};

  engine({ name, version }: Engine): void {
    this.engines[name] = version;
  }

  add(engine: string, result: Result): void {
    (this.runs[engine] ??= []).push(result);
  }

  write(): void {
    const names = [
      ...new Set(Object.values(this.runs).flatMap((run) => run.map(({ client }) => client))),
    ].sort();
    const clients = Object.fromEntries(names.map((name) => [name, clientVersion(name)]));
    const results: Results = { engines: this.engines, clients, runs: this.runs };
    writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  }
}

export function readResults(): Results {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Results;
}
