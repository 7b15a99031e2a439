import { entryKey, type ItemKey, SETTINGS_KEY } from '../../lib/contract';
import { candidatePatterns, type Origin } from '../../lib/core';
import { batchRead, type BatchRead, type ReadLimits } from './batch-read';
import type { ClientLoader } from './dynamo-calls';
import { failureName } from './failure';
import type { Moment } from './moment';
import type { Known, KnownRows, KnownSetting, VerdictMemory } from './verdict-memory';
import { type EntryRow, readEnabled, readEntryRow } from './verdict-row';

/** The parts of the table that a question needs and the memory does not hold. */
export interface Wanted {
  readonly rows: boolean;
  readonly settings: boolean;
}

/** The result of a read; a part that was wanted and is undefined could not be read, and `failure` names why. */
export interface Findings {
  readonly rows: KnownRows | undefined;
  readonly settings: Known<KnownSetting> | undefined;
  readonly failure: string | undefined;
}

interface PendingRead {
  readonly at: Moment;
  readonly findings: Promise<Findings>;
}

/** Two attempts that hang, and some pauses: the authorizer itself has 10 s. */
const USUAL: ReadLimits = { deadlineMillis: 2000, attemptMillis: 900, attempts: 4 };

/**
 * After a failure, until a read succeeds. No attempt is shorter than usual, so a table that is slow but well is found
 * well again; the second one is for a connection that broke meanwhile.
 */
const CAUTIOUS: ReadLimits = { deadlineMillis: 900, attemptMillis: 900, attempts: 2 };

/** Reads from the table into the memory; questions that wait for the same part share one read. */
export class VerdictReads {
  /** Name of the failure of the last read; undefined when it succeeded. */
  failure: string | undefined;
  private readonly pendingRows = new Map<string, PendingRead>();
  private pendingSettings: PendingRead | undefined;

  constructor(
    private readonly tableName: string,
    private readonly loadClient: ClientLoader,
    private readonly memory: VerdictMemory,
  ) {}

  /**
   * Reads what is wanted with at most one `BatchGetItem`. Reads under way are joined while `isFresh` says of their begin
   * that what they find may be used. Never rejects.
   */
  async read(
    origin: Origin,
    wanted: Wanted,
    now: Moment,
    isFresh: (at: Moment) => boolean,
  ): Promise<Findings> {
    const join = (pending: PendingRead | undefined): Promise<Findings> | undefined =>
      pending !== undefined && isFresh(pending.at) ? pending.findings : undefined;
    const rows = wanted.rows ? join(this.pendingRows.get(origin.text)) : undefined;
    const settings = wanted.settings ? join(this.pendingSettings) : undefined;
    const own = { rows: wanted.rows && !rows, settings: wanted.settings && !settings };
    const started = own.rows || own.settings ? this.start(origin, own, now) : undefined;
    const [ofRows, ofSettings] = await Promise.all([rows ?? started, settings ?? started]);
    return {
      rows: ofRows?.rows,
      settings: ofSettings?.settings,
      failure: ofRows?.failure ?? ofSettings?.failure,
    };
  }

  private start(origin: Origin, wanted: Wanted, now: Moment): Promise<Findings> {
    const findings = this.readTable(origin, wanted, now);
    const pending = { at: now, findings };
    if (wanted.rows) this.pendingRows.set(origin.text, pending);
    if (wanted.settings) this.pendingSettings = pending;
    void findings.then(() => {
      if (this.pendingRows.get(origin.text) === pending) this.pendingRows.delete(origin.text);
      if (this.pendingSettings === pending) this.pendingSettings = undefined;
    });
    return findings;
  }

  private async readTable(origin: Origin, wanted: Wanted, now: Moment): Promise<Findings> {
    const patterns = wanted.rows ? candidatePatterns(origin) : [];
    const keys = patterns.map(entryKey);
    const read = await this.readKeys(wanted.settings ? [...keys, SETTINGS_KEY] : keys);
    this.failure = read.failure;
    const hasRows = wanted.rows && !patterns.some((pattern) => read.unread.has(pattern));
    const hasSettings = wanted.settings && !read.unread.has(SETTINGS_KEY.sk);
    const rows = hasRows ? { value: rowsOf(read, patterns), at: now } : undefined;
    const item = read.items.get(SETTINGS_KEY.sk);
    const settings = hasSettings
      ? { value: { enabled: readEnabled(item), written: item !== undefined }, at: now }
      : undefined;
    if (rows !== undefined) this.memory.remember(origin.text, rows);
    if (settings !== undefined) this.memory.settings = settings;
    return { rows, settings, failure: read.failure };
  }

  private async readKeys(keys: readonly ItemKey[]): Promise<BatchRead> {
    try {
      const limits = this.failure === undefined ? USUAL : CAUTIOUS;
      return await batchRead(await this.loadClient(), this.tableName, keys, limits);
    } catch (error) {
      // Only loading the client can throw; without it nothing can be read either.
      return { items: new Map(), unread: new Set(keys.map(({ sk }) => sk)), failure: failureName(error) };
    }
  }
}

function rowsOf(read: BatchRead, patterns: readonly string[]): readonly EntryRow[] {
  const rows: EntryRow[] = [];
  for (const pattern of patterns) {
    const item = read.items.get(pattern);
    const row = item === undefined ? undefined : readEntryRow(item);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
