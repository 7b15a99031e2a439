import { type Engine, startEngine } from '../../store/support/engine';
import { type AdminBench, startBench } from './admin-bench';
import { requestOf } from './curl-line';

/**
 * The cases that try the `curl` lines of a document, one after the other, on an allowlist of their own.
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

    beforeAll(async () => {
      engine = await startEngine();
      bench = await startBench(engine.endpoint);
    });

    afterAll(async () => {
      await bench.stop();
      await engine.stop();
    });

    test.each(lines)('%s', async (line) => {
      const { status, text } = await bench.call(requestOf(complete(line)));
      expect([200, 201, text]).toContain(status);
    });
  });
}
