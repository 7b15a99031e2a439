import {
  canBeListed,
  type AllowlistEntry,
  type DetailedAnswer,
  type LookupAnswer,
  type LookupQuestion,
} from '../../lib/core';
import { lazyClient, VERDICT_LIMITS } from './client-loader';
import type { ClientLoader } from './dynamo-calls';
import { isWithin, momentOf, NEVER, type Moment } from './moment';
import { type Known, type KnownRows, type KnownSetting, VerdictMemory } from './verdict-memory';
import { VerdictReads, type Wanted } from './verdict-reads';

/** The allowlist as verdicts read it. */
export interface AllowlistReader {
  /**
   * Answers within about 2 s whatever the table does, and never rejects. The status and the expiry of entries are for
   * the decision to judge; entries past their time to live are left out. What is known is answered at once, without a promise:
   * most requests find it so.
   *
   * @param now Milliseconds since 1970.
   */
  find(question: LookupQuestion, now: number): DetailedAnswer | Promise<DetailedAnswer>;
}

/** The parts of a reader. */
export interface AllowlistReaderOptions {
  readonly tableName: string;
  /** Seconds for which what was found is used without asking again; with 0 every verdict reads. */
  readonly cacheTtlSeconds: number;
  /** Seconds for which what was found may be used while the table cannot be read. */
  readonly staleTtlSeconds: number;
  /** Default: the SDK's client for verdicts, loaded at the first look-up. */
  readonly loadClient?: ClientLoader;
}

/** After a failure, serve stale answers for this long without asking the table. */
const PAUSE_MILLIS = 1000;

/** A setting that is not asked for counts as off. */
const UNASKED: KnownSetting = { enabled: false, written: true };

/** The parts of an answer that are known; undefined where nothing is. */
interface Knowledge {
  readonly rows: KnownRows | undefined;
  readonly settings: Known<KnownSetting> | undefined;
}

/** Makes a reader with a memory of its own, which lives as long as the function's process. */
export function createAllowlistReader(options: AllowlistReaderOptions): AllowlistReader {
  return new CachedAllowlistReader(options);
}

class CachedAllowlistReader implements AllowlistReader {
  private readonly memory = new VerdictMemory();
  private readonly reads: VerdictReads;
  private readonly cacheMillis: number;
  private readonly staleMillis: number;
  private failedAt = NEVER;

  constructor(options: AllowlistReaderOptions) {
    const loadClient = options.loadClient ?? lazyClient(VERDICT_LIMITS);
    this.reads = new VerdictReads(options.tableName, loadClient, this.memory);
    this.cacheMillis = options.cacheTtlSeconds * 1000;
    this.staleMillis = options.staleTtlSeconds * 1000;
  }

  find(question: LookupQuestion, clock: number): DetailedAnswer | Promise<DetailedAnswer> {
    const now = momentOf(clock);
    const isFresh = (at: Moment): boolean => isWithin(at, now, this.cacheMillis);
    // Held on to until the answer is made: what is in the memory now may be pushed out while a read is under way.
    const known = this.recall(question, now);
    const wanted = {
      rows: canBeListed(question.origin) && (known.rows === undefined || !isFresh(known.rows.at)),
      settings: question.settings && (known.settings === undefined || !isFresh(known.settings.at)),
    };
    if (!wanted.rows && !wanted.settings) return { ...answerOf(known, clock), source: 'cache' };
    // Only those wait for a failing table who have no other hope: so it is not hammered, and yet the next of them finds
    // out that it is well again.
    if (isWithin(this.failedAt, now, Math.min(PAUSE_MILLIS, this.cacheMillis))) {
      const answer = answerOf(this.usable(known, now), clock);
      if (answer.available) return { ...answer, source: 'stale', ...failureOf(this.reads.failure) };
    }
    return this.read(question, now, known, wanted);
  }

  private async read(
    question: LookupQuestion,
    now: Moment,
    known: Knowledge,
    wanted: Wanted,
  ): Promise<DetailedAnswer> {
    const { clock } = now;
    const isFresh = (at: Moment): boolean => isWithin(at, now, this.cacheMillis);
    const begin = performance.now();
    const found = await this.reads.read(question.origin, wanted, now, isFresh);
    const latencyMillis = performance.now() - begin;
    const fresh = {
      rows: wanted.rows ? found.rows : known.rows,
      settings: wanted.settings ? found.settings : known.settings,
    };
    const answer = answerOf(fresh, clock);
    if (answer.available) return { ...answer, source: 'table', latencyMillis };
    this.failedAt = { clock: clock + latencyMillis, steady: now.steady + latencyMillis };
    const { rows, settings } = this.usable(known, now);
    const fallback = answerOf({ rows: fresh.rows ?? rows, settings: fresh.settings ?? settings }, clock);
    const source = fallback.available ? 'stale' : 'none';
    return { ...fallback, source, latencyMillis, ...failureOf(found.failure) };
  }

  private recall(question: LookupQuestion, now: Moment): Knowledge {
    const settings = question.settings ? this.memory.settings : { value: UNASKED, at: now };
    // The table cannot have an entry for such an origin, and then nobody must pay for looking.
    const rows = canBeListed(question.origin)
      ? this.memory.rowsOf(question.origin.text)
      : { value: [], at: now };
    return { rows, settings };
  }

  private usable({ rows, settings }: Knowledge, now: Moment): Knowledge {
    const isUsable = (at: Moment): boolean => isWithin(at, now, Math.max(this.cacheMillis, this.staleMillis));
    return {
      rows: rows !== undefined && isUsable(rows.at) ? rows : undefined,
      settings: settings !== undefined && isUsable(settings.at) ? settings : undefined,
    };
  }
}

function answerOf({ rows, settings }: Knowledge, now: number): LookupAnswer {
  if (rows === undefined || settings === undefined) return { available: false };
  const entries: AllowlistEntry[] = [];
  for (const { entry, goneAt } of rows.value) if (goneAt === undefined || now < goneAt) entries.push(entry);
  return {
    available: true,
    entries,
    enableCorsForOAuthEndpoints: settings.value.enabled,
    settingsWritten: settings.value.written,
  };
}

function failureOf(failure: string | undefined): { readonly failure?: string } {
  return failure === undefined ? {} : { failure };
}
