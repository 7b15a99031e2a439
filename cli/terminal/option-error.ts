/** The command line has a mistake. The message is one line for a person. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}
