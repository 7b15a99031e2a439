import { createContext, use, useSyncExternalStore } from 'react';
import type { Client } from '../api/client';
import type { FirstPage } from '../list/first-page';
import type { Session } from '../sign-in/session';
import type { Navigation, Place } from './navigation';
import type { Notices } from './notices';

/** The tools that every screen can use. */
export interface PageTools {
  readonly client: Client;
  readonly session: Session;
  readonly navigation: Navigation;
  readonly notices: Notices;
  /** The clock; the page of all states stops it. */
  readonly now: () => number;
  /** The first page of the list, where it was asked for ahead. */
  readonly firstPage?: FirstPage | undefined;
}

export const PageContext = createContext<PageTools | undefined>(undefined);

export function usePage(): PageTools {
  const tools = use(PageContext);
  if (tools === undefined) throw new Error('a screen stands outside the page');
  return tools;
}

export function usePlace(): Place {
  const { navigation } = usePage();
  return useSyncExternalStore(navigation.subscribe, navigation.current);
}
