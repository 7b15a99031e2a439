import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error';
import { EXIT } from './exit-code';
import { printable } from './printable';

/** ANSI codes. @see https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const COLOURS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Colour = keyof typeof COLOURS;

/** Between two lines of progress. */
const PROGRESS_MILLIS = 100;

/** The streams and facts of a terminal, as a process has them. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: NodeJS.ProcessEnv;
}

/** How a command speaks: results on the standard output, everything else beside it. */
export class Terminal {
  /** Whether the result is one JSON document for a program. */
  readonly json: boolean;
  /** Whether changes are made without a question. */
  private readonly yes: boolean;
  private lastProgress = 0;
  private hasProgress = false;

  constructor(
    private readonly streams: Streams,
    options: { readonly json?: boolean; readonly yes?: boolean } = {},
  ) {
    this.json = options.json === true;
    this.yes = options.yes === true;
  }

  /** Whether a person can be asked. */
  get isInteractive(): boolean {
    return this.streams.stdin.isTTY && this.streams.stderr.isTTY;
  }

  /** Writes the result: lines for a person, or the document. Nothing in a line can command the terminal. */
  result(document: object, lines: () => readonly string[]): void {
    this.endProgress();
    if (this.json) {
      this.streams.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...document }, undefined, 2)}\n`);
      return;
    }
    const text = lines().map((line) => `${line}\n`);
    this.streams.stdout.write(text.join(''));
  }

  /** Writes lines that are no result: questions, notes, what is about to happen. */
  note(...lines: readonly string[]): void {
    this.endProgress();
    this.streams.stderr.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Shows how far long work is, on a terminal only. */
  progress(text: string): void {
    const now = Date.now();
    if (!this.streams.stderr.isTTY || now - this.lastProgress < PROGRESS_MILLIS) return;
    this.lastProgress = now;
    this.hasProgress = true;
    this.streams.stderr.write(`\r\u001b[K${printable(text)}`);
  }

  /** A text in a colour, where the result goes to a terminal that has them. */
  coloured(colour: Colour, text: string): string {
    const { stdout, environment } = this.streams;
    if (this.json || !stdout.isTTY || environment['NO_COLOR'] !== undefined) return text;
    return `\u001b[${String(COLOURS[colour])}m${text}\u001b[0m`;
  }

  /**
   * Whether a change may be made.
   *
   * @param question what is asked where a person is there; undefined where a person who typed the command meant it
   * @throws CommandError where nobody can be asked and `--yes` is not there
   */
  async mayChange(question?: string): Promise<boolean> {
    if (this.yes) return true;
    if (!this.isInteractive) {
      throw new CommandError(
        EXIT.invalid,
        'yes_needed',
        'Without a terminal, a change is made only with --yes.',
        'add --yes',
      );
    }
    if (question === undefined) return true;
    return /^y(es)?$/i.test((await this.ask(`${question} [y/N] `)).trim());
  }

  /**
   * Asks for a line of text.
   *
   * @throws CommandError where the person ends it (Ctrl-C, Ctrl-D) or is gone
   */
  async ask(question: string): Promise<string> {
    this.endProgress();
    const reader = createInterface({ input: this.streams.stdin, output: this.streams.stderr });
    // A question whose input ends is never answered; without this, the program would end as if all were done.
    const ended = new Promise<never>((_resolve, reject) => reader.once('close', reject));
    try {
      return await Promise.race([reader.question(question), ended]);
    } catch {
      this.streams.stderr.write('\n');
      throw new CommandError(
        EXIT.error,
        'not_answered',
        'The question was not answered. Nothing was changed.',
      );
    } finally {
      reader.close();
    }
  }

  private endProgress(): void {
    if (this.hasProgress) this.streams.stderr.write('\r\u001b[K');
    this.hasProgress = false;
  }
}
