import { send } from '../../../support/http-client';
import { startLocalProcess, type LocalProcess } from '../../../support/local-process';

/** The local gateway, and its admin API as a program calls it. */
export interface Admin {
  readonly local: LocalProcess;
  /** URL of the console. */
  readonly console: string;
  call(method: string, path: string, body?: unknown, ifMatch?: string): Promise<Answer>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Starts a local gateway with an empty list. */
export async function startAdmin(): Promise<Admin> {
  const local = await startLocalProcess(['--empty']);
  return {
    local,
    console: `${local.ready.admin}/console`,
    call: async (method, path, body, ifMatch) => {
      const answer = await send({
        method,
        url: `${local.ready.admin}/cors/v1${path}`,
        headers: [
          ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
          ...(ifMatch === undefined ? [] : [['If-Match', ifMatch] as const]),
        ],
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: answer.json() as Record<string, unknown> };
    },
    stop: async () => {
      await local.stop();
    },
  };
}

/** Deletes nothing and makes the entries, whatever is there. */
export async function makeEntries(admin: Admin, entries: readonly object[]): Promise<readonly string[]> {
  const { body } = await admin.call('POST', '/allowlist/import', { mode: 'upsert', entries });
  return (body['results'] as { id: string }[]).map(({ id }) => id);
}

/** The status of a call of the gateway by a page of this origin. */
export async function callGateway(
  { local }: Admin,
  origin: string,
  path = '/services/data/v60.0/query',
): Promise<number> {
  return (await send({ url: `${local.ready.gateway}${path}`, headers: [['Origin', origin]] })).status;
}
