import { basename, resolve } from 'node:path';
import { AREAS } from '../areas.mjs';
import { bundleSuite, type Suite } from './suite';
import { GLOBAL_NAMES, runSuite, type SuiteEnd, type TestEnd } from './suite-run';
import { testFiles } from './test-files';

/** How often code ran at the place of a mutant, by mutant. */
type Hits = Record<string, number>;

/** The object through which Stryker's instrumented code and a runner talk. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> } | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

/** The words of Stryker about a mutant that is to be judged. */
interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly sandboxFileName: string;
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

const SUCCEEDED = 0;
const FAILED = 1;

/**
 * A test runner for Stryker that judges a mutant in the process that is there. It runs the files of the tests that reach the
 * mutant once more, each with new copies of the project's modules, and in them those tests alone. Jest itself takes seconds
 * to start a file.
 *
 * A failure counts once it has shown twice: what only a busy machine did does not come back.
 */
export class OneProcessRunner {
  private readonly switchboard: Switchboard = ((globalThis as Record<string, unknown>)['__stryker__'] ??= {});
  private suites: readonly Suite[] = [];
  private leftOut: RegExp | undefined;

  capabilities(): object {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    process.env['NODE_ENV'] = 'test';
    const name = process.env['MUTATION_AREA'] ?? '';
    const area = AREAS[name];
    if (area === undefined)
      throw new Error(`MUTATION_AREA is ${name}: must be one of ${Object.keys(AREAS).join(', ')}`);
    const replaced = { ...area.replaced, '^fast-check$': '<rootDir>/test/mutation/few-runs.ts' };
    this.leftOut = area.leftOut && new RegExp(area.leftOut.join('|'));
    this.suites = await Promise.all(
      testFiles(area.tests).map((file) => bundleSuite(file, replaced, GLOBAL_NAMES)),
    );
  }

  /** Runs every test once, and notes which test reaches which mutant. */
  async dryRun(): Promise<object> {
    const tests: object[] = [];
    const perTest: Record<string, Hits> = {};
    for (const suite of this.suites) {
      const scopes = new Map<string, readonly string[]>();
      const coverage = { static: {}, perTest: {} as Record<string, Hits> };
      Object.assign(this.switchboard, { mutantCoverage: coverage, currentTestId: undefined });
      const end = await runSuite(suite, {
        isWanted: (id) => this.leftOut?.test(id) !== true,
        onScope: (ids) => {
          const scope = ids.length === 1 ? ids[0]! : `${scopes.size} of ${suite.file}`;
          scopes.set(scope, ids);
          this.switchboard.currentTestId = scope;
        },
      });
      this.switchboard.mutantCoverage = undefined;
      if (end.errors.length > 0)
        return { status: 'error', errorMessage: `${suite.file}: ${end.errors.join('\n')}` };
      const ran = new Set(end.tests.map(({ id }) => id));
      // The modules of a file are loaded for each of its tests, and a hook runs for each test of its block.
      addHits(perTest, [...ran], coverage.static);
      for (const [scope, hits] of Object.entries(coverage.perTest)) {
        addHits(perTest, scopes.get(scope)?.filter((id) => ran.has(id)) ?? [], hits);
      }
      tests.push(...end.tests.map((test) => resultOf(test, suite)));
    }
    return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit }: MutantRun): Promise<object> {
    const filter = testFilter && new Set(testFilter);
    const isWanted = (id: string): boolean => this.leftOut?.test(id) !== true && filter?.has(id) !== false;
    const suites = this.suites.filter(
      ({ file }) => filter === undefined || [...filter].some((id) => id.startsWith(`${file}: `)),
    );
    const mirror = `${basename(sandboxFileName, '.ts')}.test.ts`;
    const isMirror = ({ file }: Suite): boolean => basename(file) === mirror;
    let nrOfTests = 0;
    this.switchboard.activeMutant = activeMutant.id;
    try {
      for (const suite of [...suites.filter(isMirror), ...suites.filter((one) => !isMirror(one))]) {
        const judge = async (isAsked: (id: string) => boolean): Promise<SuiteEnd> => {
          Object.assign(this.switchboard, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
          const end = await runSuite(suite, { isWanted: isAsked, bail: true });
          nrOfTests += end.tests.length;
          return end;
        };
        const verdict = await this.verdictOf(judge, isWanted);
        if (verdict !== undefined) return { ...verdict, nrOfTests };
      }
      return { status: 'survived', nrOfTests };
    } finally {
      Object.assign(this.switchboard, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    }
  }

  /** Undefined where the mutant survives a suite. */
  private async verdictOf(
    judge: (isAsked: (id: string) => boolean) => Promise<SuiteEnd>,
    isWanted: (id: string) => boolean,
  ): Promise<object | undefined> {
    const first = await judge(isWanted);
    const limit = this.limitReached();
    if (limit !== undefined || !isFailure(first)) return limit;
    if (!first.loaded) return { status: 'error', errorMessage: first.errors.join('\n') };
    const failed = first.tests.find(({ error }) => error !== undefined);
    // The test alone first, because that is cheap; a failure may also need what the tests before it left behind.
    const again = failed === undefined ? undefined : await judge((id) => id === failed.id);
    const second = again !== undefined && isFailure(again) ? again : await judge(isWanted);
    if (!isFailure(second)) return this.limitReached();
    const killer = second.tests.find(({ error }) => error !== undefined);
    return {
      status: 'killed',
      killedBy: killer === undefined ? second.tests.map(({ id }) => id) : [killer.id],
      failureMessage: killer?.error ?? second.errors.join('\n'),
    };
  }

  private limitReached(): object | undefined {
    const { hitCount = 0, hitLimit = Infinity } = this.switchboard;
    return hitCount > hitLimit ? { status: 'timeout', reason: `hit limit reached (${hitLimit})` } : undefined;
  }
}

function isFailure({ tests, errors }: SuiteEnd): boolean {
  return errors.length > 0 || tests.some(({ error }) => error !== undefined);
}

function addHits(perTest: Record<string, Hits>, ids: readonly string[], hits: Hits): void {
  for (const id of ids) {
    const sum = (perTest[id] ??= {});
    for (const [mutant, count] of Object.entries(hits)) sum[mutant] = (sum[mutant] ?? 0) + count;
  }
}

function resultOf({ id, millis, error }: TestEnd, { file }: Suite): object {
  const result = { id, name: id, timeSpentMs: millis, fileName: resolve(file) };
  return error === undefined
    ? { ...result, status: SUCCEEDED }
    : { ...result, status: FAILED, failureMessage: error };
}
