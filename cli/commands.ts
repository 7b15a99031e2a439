/** One command of the command line. */
interface Command {
  /** One line for the help. */
  readonly about: string;
  /** Runs it with the arguments after its name. It is loaded here, so that no command waits for the code of another one. */
  readonly start: (args: readonly string[]) => Promise<void>;
}

/** Every command, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    about: 'serves the APIs of a CDK app on this machine, with their functions and their allowlist',
    start: async (args) => (await import('./serve/serve')).serve(args),
  },
};
