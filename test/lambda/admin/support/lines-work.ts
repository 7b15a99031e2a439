import { type Engine, startEngine } from '../../store/support/engine';
import { type AdminBench, startBench } from './admin-bench';
import { requestOf } from './curl-line';
import { startTestLog, type TestLog } from './test-log';

/**
 * The cases that try the `curl` lines of a document, one after the other, on an allowlist of their own. `$ID` is the id of the last
 * question to the log.
 *
 * @param complete writes a line out that stands in the document with variables
 */
export function eachLineWorks(
  lines: readonly string[],
  complete: (line: string) => string = (line) => line,
): void {
  describe('each line works, one after the other', () => {
    let engine: Engine;
    let bench: AdminBench;
    let log: TestLog;
    let id = '';

    beforeAll(async () => {
      engine = await startEngine();
      log = await startTestLog();
      bench = await startBench(engine.endpoint, { logs: log.queries });
    });

    afterAll(async () => {
      await bench.stop();
      await log.stop();
      await engine.stop();
    });

    test.each(lines)('%s', async (line) => {
      const { status, text, body } = await bench.call(requestOf(complete(line).replace('$ID', id)));
      expect([200, 201, 202, text]).toContain(status);
      if (status === 202) ({ id } = body as { id: string });
    });
  });
}
