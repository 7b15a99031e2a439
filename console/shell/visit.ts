import type { ConsoleConfig } from '../../lib/contract';
import { FirstPage } from '../list/first-page';
import { localSession, type Session } from '../sign-in/session';
import { connect, type Connection } from './connection';
import { routeOf } from './route';

/** The beginning of a visit: all that is known before the page is drawn. */
export interface Visit {
  readonly config: ConsoleConfig;
  /** Absent where somebody has to sign in first, or the token of the run is missing. */
  readonly ahead?: Ahead;
}

/** A connection that was used already. */
export interface Ahead {
  readonly connection: Connection;
  /** Absent where the visit begins at another screen. */
  readonly firstPage?: FirstPage;
}

/**
 * Begins a visit.
 *
 * @throws Error when the configuration cannot be read
 */
export async function beginVisit(runToken: string | undefined): Promise<Visit> {
  const config = await readConfig();
  if (config.signIn !== undefined) return { config };
  if (config.runToken !== true) return { config, ahead: askAhead(localSession()) };
  return { config, ...(runToken === undefined ? {} : { ahead: askAhead(localSession(runToken)) }) };
}

/** Asks for what the screen shows that the address names, if that is the list. */
export function askAhead(session: Session): Ahead {
  const connection = connect(session);
  if (routeOf(location.hash).name !== 'origins') return { connection };
  return { connection, firstPage: new FirstPage(connection.client.list) };
}

async function readConfig(): Promise<ConsoleConfig> {
  const response = await fetch('./config.json', { redirect: 'error' });
  if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
  return (await response.json()) as ConsoleConfig;
}
