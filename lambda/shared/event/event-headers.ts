import type { HeaderList } from '../../../lib/core';

/**
 * The headers of an event. A verdict needs few of them, and waits for no others: all of them are read when they are asked
 * for.
 */
export class EventHeaders {
  private all: HeaderList | undefined;

  /** @param read gives the headers whose names are wanted, all without an argument */
  constructor(private readonly read: (isWanted?: (name: string) => boolean) => HeaderList) {}

  /** All of them, in order. */
  get list(): HeaderList {
    return (this.all ??= this.read());
  }

  /** Those whose names are wanted, and maybe others. */
  some(isWanted: (name: string) => boolean): HeaderList {
    return this.read(isWanted);
  }
}
