import type { ConsoleSignIn } from '../../lib/contract';

/** The things that a person may do. The API decides; the page only hides what it would refuse. */
export interface Permissions {
  readonly manageAllowlist: boolean;
  /** Group that gives the permission to manage the settings; undefined where nobody signs in. */
  readonly manageSettingsGroup?: string;
}

/** Who uses the page. */
export interface Session {
  /** Name of the person; undefined where nobody signs in. */
  readonly user: string | undefined;
  readonly permissions: Permissions;
  /** The value of `Authorization`; undefined where nobody signs in. */
  authorization(): Promise<string | undefined>;
  /**
   * Gets new tokens, unless that has happened since; false when the person has to sign in again.
   *
   * @param refused the value of `Authorization` that the API did not take
   */
  renew(refused: string | undefined): Promise<boolean>;
  /** Leaves the page and comes back to this place in it, signed in. */
  signIn(place: string): Promise<void>;
  /** Ends the tokens and the sign-in, and leaves the page. */
  signOut(): Promise<void>;
}

/** Nobody signs in: the page is served on this machine. */
export const LOCAL_SESSION: Session = {
  user: undefined,
  permissions: { manageAllowlist: true },
  authorization: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(false),
  signIn: () => Promise.resolve(),
  signOut: () => Promise.resolve(),
};

/** The permissions of a person, by the groups in a token. */
export function permissionsOf(groups: unknown, config: ConsoleSignIn): Permissions {
  const names: readonly unknown[] = Array.isArray(groups) ? groups : [];
  const { manageAllowlistGroup, manageSettingsGroup } = config;
  return { manageAllowlist: names.includes(manageAllowlistGroup), manageSettingsGroup };
}
