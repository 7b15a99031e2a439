import { jestExpect } from '@jest/expect';
import type { Circus } from '@jest/types';
import * as circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';
import type { Suite } from './suite';

/*
 * Jest's own describe, test, hooks and expect, without what jest starts for each file: an environment, a registry of
 * modules, and every package loaded anew.
 */

/** Many times what the slowest test takes on a busy machine. A test that a mutant hangs takes all of it. */
const TEST_TIMEOUT_MILLIS = 15_000;

const mocker = new ModuleMocker(globalThis);
const GLOBALS = {
  describe: circus.describe,
  test: circus.test,
  it: circus.it,
  beforeAll: circus.beforeAll,
  beforeEach: circus.beforeEach,
  afterAll: circus.afterAll,
  afterEach: circus.afterEach,
  expect: jestExpect,
  jest: {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    // Files ask for more because of tests that are left out here.
    setTimeout: () => undefined,
  },
};

export const GLOBAL_NAMES: readonly string[] = Object.keys(GLOBALS);

/** How a test ended. */
export interface TestEnd {
  readonly id: string;
  readonly millis: number;
  /** The first error, where the test failed. */
  readonly error?: string;
}

/** The options of a run. */
export interface RunOptions {
  /** Which tests run; default: all. */
  readonly isWanted?: (id: string) => boolean;
  /** Whether the first failure ends the run. */
  readonly bail?: boolean;
  /** Called with the ids of the tests that the next lines of code run for: those of a hook, or a test. */
  readonly onScope?: (ids: readonly string[]) => void;
}

/** The end of a run. */
export interface SuiteEnd {
  readonly tests: readonly TestEnd[];
  /** Errors that belong to no test: of the file itself, of hooks at the end, and those that nobody caught. */
  readonly errors: readonly string[];
  /** Whether the file ran to its end, so that its tests are known. */
  readonly loaded: boolean;
}

/** Loads a suite and runs its tests. */
export async function runSuite(suite: Suite, options: RunOptions = {}): Promise<SuiteEnd> {
  circus.resetState();
  circus.getState().testTimeout = TEST_TIMEOUT_MILLIS;
  const strays = watchStrayErrors();
  const ids = new Map<Circus.TestEntry, string>();
  const onEvent: Circus.EventHandler = (event) => {
    follow(event, ids, options);
  };
  circus.addEventHandler(onEvent);
  try {
    try {
      suite.load(GLOBALS);
    } catch (error) {
      return { tests: [], errors: [textOf(error)], loaded: false };
    }
    const root = circus.getState().rootDescribeBlock;
    for (const test of testsOf(root)) ids.set(test, idOf(suite, test, ids));
    options.onScope?.([...ids.values()]);
    for (const [test, id] of ids) if (options.isWanted?.(id) === false) test.mode = 'skip';
    const { unhandledErrors } = await circus.run();
    // An error that nobody caught shows once the promises of this turn are done.
    await new Promise(setImmediate);
    const done = [...ids].filter(([{ status }]) => status === 'done');
    return {
      tests: done.map(([test, id]) => endOf(test, id)),
      errors: [...unhandledErrors, ...strays.errors()],
      loaded: true,
    };
  } finally {
    circus.removeEventHandler(onEvent);
    mocker.restoreAllMocks();
    strays.stop();
  }
}

function follow(event: Circus.Event, ids: ReadonlyMap<Circus.TestEntry, string>, options: RunOptions): void {
  const idsOf = (tests: readonly Circus.TestEntry[]): string[] => tests.map((test) => ids.get(test) ?? '');
  switch (event.name) {
    case 'hook_start': {
      const { parent, type } = event.hook;
      if (type === 'beforeAll' || type === 'afterAll') options.onScope?.(idsOf(testsOf(parent)));
      return;
    }
    case 'test_start':
      options.onScope?.(idsOf([event.test]));
      return;
    case 'test_done':
      if (options.bail === true && event.test.errors.length > 0) {
        for (const test of ids.keys()) if (test.status === null) test.mode = 'skip';
      }
      return;
    default:
  }
}

function testsOf(block: Circus.DescribeBlock): Circus.TestEntry[] {
  return block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));
}

/** Names of tests may be equal; the second of a name gets a number. */
function idOf(suite: Suite, test: Circus.TestEntry, ids: ReadonlyMap<Circus.TestEntry, string>): string {
  const names: string[] = [];
  for (let block = test.parent; block.parent; block = block.parent) {
    names.unshift(block.name);
  }
  const id = `${suite.file}: ${[...names, test.name].join(' ')}`;
  const taken = new Set(ids.values());
  for (let count = 1; ; count++) {
    const numbered = count === 1 ? id : `${id} (${count})`;
    if (!taken.has(numbered)) return numbered;
  }
}

function endOf(test: Circus.TestEntry, id: string): TestEnd {
  const millis = test.duration ?? 0;
  return test.errors.length === 0 ? { id, millis } : { id, millis, error: textOf(test.errors[0]) };
}

function watchStrayErrors(): { errors(): string[]; stop(): void } {
  const rejections = new Map<unknown, unknown>();
  const exceptions: unknown[] = [];
  const onRejection = (reason: unknown, promise: unknown): void => void rejections.set(promise, reason);
  const onHandled = (promise: unknown): void => void rejections.delete(promise);
  const onException = (error: unknown): void => void exceptions.push(error);
  process.on('unhandledRejection', onRejection);
  process.on('rejectionHandled', onHandled);
  process.on('uncaughtException', onException);
  return {
    errors: () => [...exceptions, ...rejections.values()].map(textOf),
    stop: () => {
      process.off('unhandledRejection', onRejection);
      process.off('rejectionHandled', onHandled);
      process.off('uncaughtException', onException);
    },
  };
}

function textOf(error: unknown): string {
  const first: unknown = Array.isArray(error) ? (error[0] ?? error[1]) : error;
  return first instanceof Error ? (first.stack ?? first.message) : String(first);
}
