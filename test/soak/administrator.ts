import { send, type PlainResponse } from '../support/http-client';
import type { Random } from './random';
import { Timeline } from './timeline';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

/** A pattern that the soak lists and takes off the list, and an origin that it lets in. */
export interface Managed {
  readonly pattern: string;
  readonly origin: string;
  readonly listed: Timeline<boolean>;
}

/** The patterns of a soak: exact ones, and wildcards. No two let in the same origin. */
export const MANAGED: readonly Managed[] = Array.from({ length: 12 }, (_, at) => {
  const host = `partner${String(at)}.example`;
  const isWildcard = at % 3 === 2;
  return {
    pattern: isWildcard ? `https://*.${host}` : `https://${host}`,
    origin: isWildcard ? `https://app.team.${host}` : `https://${host}`,
    listed: new Timeline(false),
  };
});

interface Entry {
  readonly id: string;
  readonly status: 'active' | 'inactive' | 'deleted';
  readonly version: number;
}

/** Somebody who changes the list and the switch all the time, by the admin API, and remembers what is true. */
export class Administrator {
  readonly oauth = new Timeline(false);
  /** Writes that were answered as done, and those of which nobody knows. */
  done = 0;
  unknown = 0;
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly random: Random,
    private readonly now: () => number,
  ) {}

  /** One change of one pattern, or of the switch. */
  async change(admin: string): Promise<void> {
    if (this.random.between(0, 12) === 0) await this.turnSwitch(admin);
    else await this.changeEntry(admin, this.random.of(MANAGED));
  }

  private async changeEntry(admin: string, managed: Managed): Promise<void> {
    const id = this.ids.get(managed.pattern);
    if (id === undefined) {
      const made = await this.write(managed.listed, true, {
        method: 'POST',
        url: `${admin}/cors/v1/allowlist`,
        body: JSON.stringify({ pattern: managed.pattern }),
      });
      if (made === undefined) return;
      // The pattern may be there: a write without an answer happened all the same.
      const known = (made.json() as { id?: string }).id ?? (await this.idOf(admin, managed.pattern));
      if (known !== undefined) this.ids.set(managed.pattern, known);
      return;
    }
    const url = `${admin}/cors/v1/allowlist/${id}`;
    const entry = await this.read(url, managed.listed);
    if (entry === undefined) return;
    const { method, path, body, listed } = this.nextChange(entry);
    await this.write(managed.listed, listed, { method, url: `${url}${path}`, body }, entry.version);
  }

  private nextChange({ status }: Entry) {
    if (status === 'deleted') {
      return { method: 'POST', path: '/restore', body: undefined, listed: true };
    }
    if (this.random.between(0, 2) === 0) {
      return { method: 'DELETE', path: '', body: undefined, listed: false };
    }
    const next = status === 'active' ? 'inactive' : 'active';
    return { method: 'PATCH', path: '', body: JSON.stringify({ status: next }), listed: next === 'active' };
  }

  private async turnSwitch(admin: string): Promise<void> {
    const url = `${admin}/cors/v1/settings`;
    const found = await attempt(() => send({ url }));
    if (found?.status !== 200) return;
    const { enableCorsForOAuthEndpoints: on, version } = found.json() as {
      enableCorsForOAuthEndpoints: boolean;
      version: number;
    };
    this.oauth.is(this.now(), on);
    const body = JSON.stringify({ enableCorsForOAuthEndpoints: !on });
    await this.write(this.oauth, !on, { method: 'PUT', url, body }, version);
  }

  /** Reads an entry: what it says is true now, because nobody else writes. */
  private async read(url: string, timeline: Timeline<boolean>): Promise<Entry | undefined> {
    const found = await attempt(() => send({ url }));
    if (found?.status !== 200) return undefined;
    const entry = found.json() as Entry;
    timeline.is(this.now(), entry.status === 'active');
    return entry;
  }

  private async idOf(admin: string, pattern: string): Promise<string | undefined> {
    const query = new URLSearchParams({ prefix: pattern });
    const found = await attempt(() => send({ url: `${admin}/cors/v1/allowlist?${query.toString()}` }));
    if (found?.status !== 200) return undefined;
    return (found.json() as { items: { id: string; pattern: string }[] }).items.find(
      (entry) => entry.pattern === pattern,
    )?.id;
  }

  /** The answer of a write that was done; undefined where nobody knows. */
  private async write(
    timeline: Timeline<boolean>,
    state: boolean,
    request: { method: string; url: string; body: string | undefined },
    version?: number,
  ): Promise<PlainResponse | undefined> {
    timeline.begins(this.now(), state);
    const { body, ...rest } = request;
    const headers = [
      ...(body === undefined ? [] : [JSON_TYPE]),
      ...(version === undefined ? [] : [['If-Match', `"${String(version)}"`] as const]),
    ];
    const answer = await attempt(() => send({ ...rest, headers, ...(body === undefined ? {} : { body }) }));
    if (answer !== undefined && answer.status < 300) {
      // A restored entry has the status that it had: the answer says which.
      const { status } = answer.json() as { status?: Entry['status'] };
      timeline.is(this.now(), status === undefined ? state : status === 'active');
      this.done++;
      return answer;
    }
    this.unknown++;
    return answer?.status === 409 ? answer : undefined;
  }
}

/** Undefined where the process that should answer is gone. */
async function attempt(ask: () => Promise<PlainResponse>): Promise<PlainResponse | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
