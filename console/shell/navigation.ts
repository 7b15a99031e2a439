import { fragmentOf, routeOf, type Route } from './route';

/** The screen, and whether it waits for a decision about unsaved changes. */
export interface Place {
  readonly route: Route;
  /** Where the person wanted to go while something was unsaved. */
  readonly wanted: string | undefined;
}

/**
 * Moves through the page. While something is unsaved, a move waits for the person: by a link, by the buttons of the browser,
 * and by closing the window alike.
 */
export class Navigation {
  private unsaved = false;
  private fragment = location.hash;
  private place: Place = { route: routeOf(this.fragment), wanted: undefined };
  private readonly listeners = new Set<() => void>();

  constructor() {
    window.addEventListener('hashchange', () => {
      this.move(location.hash);
    });
    window.addEventListener('beforeunload', (event) => {
      if (this.unsaved) event.preventDefault();
    });
  }

  readonly current = (): Place => this.place;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly go = (route: Route): void => {
    this.move(fragmentOf(route));
  };

  readonly setUnsaved = (unsaved: boolean): void => {
    this.unsaved = unsaved;
  };

  /** The person stays, and keeps what was typed. */
  readonly stay = (): void => {
    this.show({ ...this.place, wanted: undefined });
  };

  /** The person leaves, and loses what was typed. */
  readonly leave = (): void => {
    const { wanted = '' } = this.place;
    this.unsaved = false;
    this.move(wanted);
  };

  private move(fragment: string): void {
    if (fragment === this.fragment) {
      if (this.place.wanted !== undefined) this.stay();
      return;
    }
    if (this.unsaved) {
      // The browser has gone there already when its buttons were used.
      if (location.hash !== this.fragment) history.replaceState(null, '', this.fragment || '#/origins');
      this.show({ ...this.place, wanted: fragment });
      return;
    }
    this.fragment = fragment;
    if (location.hash !== fragment) location.hash = fragment;
    this.show({ route: routeOf(fragment), wanted: undefined });
  }

  private show(place: Place): void {
    this.place = place;
    for (const listener of this.listeners) listener();
  }
}
