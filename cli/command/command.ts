import type { AdminClient } from '../api/admin-client';
import type { ExitCode } from '../terminal/exit-code';
import type { Terminal } from '../terminal/terminal';

/** One option of a command. */
export interface OptionSpec {
  /** Name of the value in the help; an option without one is a switch. */
  readonly value?: string;
  readonly about: string;
  /** One letter that is a second name. */
  readonly short?: string;
  /** Whether it may be given again. */
  readonly multiple?: boolean;
}

/** The options of a command, by their names without dashes. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The given options: texts, or lists where an option may be given again, or true for a switch. */
export interface Given {
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  has(name: string): boolean;
}

/** The parts of the world that a command uses. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  /** The admin API of the options; it is made when it is first asked for. */
  readonly client: () => Promise<AdminClient>;
  readonly given: Given;
  readonly positionals: readonly string[];
}

/** A command of the admin API. */
export interface Command {
  /** The arguments, as the help shows them. */
  readonly usage: string;
  /** Sentences for the help. */
  readonly about: readonly string[];
  readonly options: OptionSpecs;
  /** How many arguments it takes. */
  readonly takes: { readonly least: number; readonly most: number };
  /** Whether it changes something, so that it has `--yes`. */
  readonly changes?: boolean;
  /** Whether it calls the admin API, so that it has `--url` and its companions. */
  readonly calls?: boolean;
  /** Command lines after the program's name; the first one is shown everywhere. */
  readonly examples: readonly [string, ...string[]];
  readonly run: (surroundings: Surroundings) => Promise<ExitCode>;
}
