import { StoreUnavailableError } from '../../store/store-unavailable';
import type { AdminLog } from '../log/admin-log';
import type { ImportResult, LineResult } from '../schema/import';
import { readLine, type ImportLine } from './import-line';
import { because, invalid, writeLine, type LineOutcome, type LineWriting } from './write-line';

/** Lines that are written at a time. */
const PARALLEL_LINES = 16;
/** With so little time left no line is begun. */
const LAST_BEGIN_MILLIS = 4000;
/** With so little time left no line is waited for: the answer must still get out. */
const LAST_WAIT_MILLIS = 1500;

/** The parts that an import uses. */
export interface ImportRun extends LineWriting {
  readonly log: AdminLog;
  /** Milliseconds until Lambda ends the function. */
  readonly remainingMillis: () => number;
}

interface PendingLine {
  readonly number: number;
  readonly line: ImportLine;
}

/**
 * Imports lines, each by itself: a bad one does not stop the others, and the same call again changes nothing more. Every
 * line has a result, whatever happens; when the time is over the rest fails, and the call can be made again.
 */
export async function importEntries(lines: readonly unknown[], run: ImportRun): Promise<ImportResult> {
  const { settled, pending } = readLines(lines, run);
  const written = await writeLines(pending, run);
  const results = [...settled, ...written].sort((a, b) => a.line - b.line);
  return { dryRun: run.dryRun, results, summary: summaryOf(results) };
}

/** Tells the lines that can be written from those whose outcome is known without the table. */
function readLines(
  lines: readonly unknown[],
  { writer, metadata }: ImportRun,
): { readonly settled: readonly LineResult[]; readonly pending: readonly PendingLine[] } {
  const settled: LineResult[] = [];
  const pending = new Map<string, PendingLine>();
  for (const [index, input] of lines.entries()) {
    const number = index + 1;
    const read = readLine(input, writer.at, metadata);
    if ('errors' in read) settled.push({ line: number, ...invalid(read.errors) });
    // Two lines of one pattern would take turns each time the call is made, so the first one counts.
    else if (pending.has(read.line.pattern)) {
      const { id, pattern } = read.line;
      settled.push({ line: number, outcome: 'conflict', id, pattern, ...because('duplicate_line') });
    } else pending.set(read.line.pattern, { number, line: read.line });
  }
  return { settled, pending: [...pending.values()] };
}

async function writeLines(pending: readonly PendingLine[], run: ImportRun): Promise<readonly LineResult[]> {
  const results: LineResult[] = [];
  // One iterator for all workers, so that each takes the next line that nobody has taken.
  const queue = pending.values();
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<LineOutcome>((resolve) => {
    const millis = Math.max(0, run.remainingMillis() - LAST_WAIT_MILLIS);
    timer = setTimeout(() => {
      resolve({ outcome: 'failed', ...because('time_over') });
    }, millis);
  });
  const work = async (): Promise<void> => {
    for (const { number, line } of queue) {
      const outcome = await Promise.race([outcomeOf(line, run), timeOver]);
      const { id, pattern, warnings } = line;
      results.push({
        line: number,
        id,
        pattern,
        ...outcome,
        ...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL_LINES }, work));
    return results;
  } finally {
    clearTimeout(timer);
  }
}

async function outcomeOf(line: ImportLine, run: ImportRun): Promise<LineOutcome> {
  if (run.remainingMillis() < LAST_BEGIN_MILLIS) return { outcome: 'failed', ...because('time_over') };
  try {
    return await writeLine(line, run);
  } catch (error) {
    run.log.failure(run.writer.requestId, error);
    const isStore = error instanceof StoreUnavailableError;
    return { outcome: 'failed', ...because(isStore ? 'store_unavailable' : 'internal_error') };
  }
}

function summaryOf(results: readonly LineResult[]): ImportResult['summary'] {
  const summary = { created: 0, updated: 0, unchanged: 0, conflict: 0, invalid: 0, failed: 0 };
  for (const { outcome } of results) summary[outcome]++;
  return summary;
}
