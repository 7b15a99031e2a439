import { createClient, type Client } from '../api/client';
import { Transport } from '../api/transport';
import type { Session } from '../sign-in/session';
import { Line } from './line';

/** The page is `…/console/index.html`, and the API is beside it. */
const API = new URL('../cors/v1', location.href).href;

/** The API, as somebody in particular calls it. */
export interface Connection {
  readonly session: Session;
  readonly client: Client;
  readonly line: Line;
}

/** Makes the line to the API; nothing is asked yet. */
export function connect(session: Session): Connection {
  const line = new Line();
  const transport = new Transport({
    base: API,
    header: session.header,
    authorization: () => session.authorization(),
    renew: (refused) => session.renew(refused),
    ended: () => session.ended(),
    onState: line.set,
  });
  return { session, client: createClient(transport), line };
}
