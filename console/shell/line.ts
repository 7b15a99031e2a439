import type { LineState } from '../api/transport';

/** The state of the line to the API, for the notice of it. */
export class Line {
  private state: LineState = 'fine';
  private readonly listeners = new Set<() => void>();

  readonly current = (): LineState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly set = (state: LineState): void => {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  };
}
