/** The values that a page gets from the suite: which client, at which issuer, and where its own pages are. */
export interface Place {
  /** Names the run in reports. */
  readonly run: string;
  readonly client: string;
  /** One of the ways in which the client is used; `plain` is its own default. */
  readonly variant: string;
  /** The name of the issuer, which is the gateway's. */
  readonly issuer: string;
  /** The gateway's origin. */
  readonly gateway: string;
  readonly clientId: string;
  /** The page's own origin. */
  readonly origin: string;
  /** Whether the issuer's layout has the endpoint. */
  readonly steps: readonly string[];
}

/** A page of the client: where it begins, and where the issuer leads back to. */
export type PageName = 'start' | 'callback' | 'frame' | 'popup' | 'signed-out';

export function pageUrl({ origin, client }: Pick<Place, 'origin' | 'client'>, page: PageName): string {
  return `${origin}/${client}/${page}`;
}

/** A step: it works, or throws. */
export type Step = (place: Place) => Promise<unknown>;

/** A client library, as the pages of the suite use it. */
export interface Client {
  /** Leaves the page for the issuer. Some clients read the discovery document first. */
  readonly leave: Step;
  /** Back from the issuer: the code becomes tokens. */
  readonly arrive: Step;
  /** The steps of the client once it has tokens, in this order; a layout without the endpoint leaves the step out. */
  readonly steps: Readonly<Record<string, Step>>;
  /** The page that a frame or a popup is led back to. */
  readonly inner?: Step;
  /** Leaves the page to sign out. */
  readonly signOut?: Step;
}
