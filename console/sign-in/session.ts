import type { ConsoleSignIn } from '../../lib/contract';
import { RunEnded } from '../api/problem';
import { CONSOLE_TOKEN_HEADER } from '../../lib/contract/console-config';

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
  /** The header that shows the API who calls. */
  readonly header: string;
  /** The value of that header; undefined where the API asks for none. */
  authorization(): Promise<string | undefined>;
  /**
   * Gets new tokens, unless that has happened since; false when the person has to sign in again.
   *
   * @param refused the value that the API did not take
   */
  renew(refused: string | undefined): Promise<boolean>;
  /** The error of a call that the API refused for good. */
  ended(): Error;
  /** Leaves the page and comes back to this place in it, signed in; absent where nobody signs in. */
  signIn?(place: string): Promise<void>;
  /** Ends the tokens and the sign-in, and leaves the page; absent where nobody signs in. */
  signOut?(): Promise<void>;
}

/**
 * Nobody signs in: the page is served on this machine.
 *
 * @param runToken the token of the command that serves it
 */
export function localSession(runToken?: string): Session {
  return {
    user: undefined,
    permissions: { manageAllowlist: true },
    header: CONSOLE_TOKEN_HEADER,
    authorization: () => Promise.resolve(runToken),
    renew: () => Promise.resolve(false),
    ended: () => new RunEnded(),
  };
}

/** The permissions of a person, by the groups in a token. */
export function permissionsOf(groups: unknown, config: ConsoleSignIn): Permissions {
  const names: readonly unknown[] = Array.isArray(groups) ? groups : [];
  const { manageAllowlistGroup, manageSettingsGroup } = config;
  return { manageAllowlist: names.includes(manageAllowlistGroup), manageSettingsGroup };
}
