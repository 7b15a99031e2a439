/** A notice at the top of the page. */
export interface Notice {
  readonly id: string;
  readonly type: 'success' | 'error' | 'warning' | 'info';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Older notices make room for new ones. */
const MOST = 3;

/** The notices of the page. */
export class Notices {
  private list: readonly Notice[] = [];
  private count = 0;
  private readonly listeners = new Set<() => void>();

  readonly current = (): readonly Notice[] => this.list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly add = (notice: Omit<Notice, 'id'>): void => {
    this.count += 1;
    // News takes the place of older news; what offers an action or names a fault stays.
    const kept = this.list.filter(({ type, action }) => action !== undefined || type === 'error');
    this.set([{ ...notice, id: String(this.count) }, ...kept].slice(0, MOST));
  };

  readonly dismiss = (id: string): void => {
    this.set(this.list.filter((notice) => notice.id !== id));
  };

  private set(list: readonly Notice[]): void {
    this.list = list;
    for (const listener of this.listeners) listener();
  }
}
