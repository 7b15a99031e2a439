import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The file that a worker thread starts from. In the sources it is beside the room that starts it; in a bundle, all that the
 * bundle is made from is one file, and those of the threads are beside that.
 *
 * @param source its name in the sources, below `gateway/`
 * @param bundled its name beside the bundle
 */
export function threadFile(source: string, bundled: string): string {
  const beside = join(__dirname, bundled);
  return existsSync(beside) ? beside : join(__dirname, source);
}
