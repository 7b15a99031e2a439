import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { send } from '../support/http-client';
import { startLocalProcess, type LocalProcess } from '../support/local-process';

/* Row 10: the log and the data of the local gateway. */

describe('row 10: the local gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'data-'));
  let local: LocalProcess;
  beforeAll(async () => (local = await startLocalProcess(['--empty', '--data', folder])), 60_000);
  afterAll(async () => {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['a path', '/services/%1b[2J%07', []],
    ['an origin', '/services/data', [['Origin', 'https://a\u001b[31m\u0007.example']]],
    [
      'an origin of other bytes',
      '/services/data',
      [['Origin', 'https://a\u009b31m\u00e2\u0080\u00ae.example']],
    ],
    ['a path of other bytes', '/services/\u00e2\u0080\u00ae\u009b', []],
  ] as const)('%s with controls is logged with printable characters alone', async (_what, path, headers) => {
    const before = local.lines.length;
    await send({ url: `${local.ready.gateway}${path}`, headers }).catch(() => undefined);
    await send({ url: `${local.ready.gateway}/services/data/end` });
    const written = (): string[] => local.lines.slice(before).filter((line) => line.includes('/services'));
    while (!written().some((line) => line.includes('/services/data/end'))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(written().filter((line) => !/^[\x20-\x7e]*$/.test(line))).toEqual([]);
  });

  test('what it keeps on disk is readable by nobody else', () => {
    const files = readdirSync(folder, { recursive: true }) as string[];
    expect(files.length).toBeGreaterThan(0);
    const open = ['', ...files].filter((file) => (statSync(join(folder, file)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });
});
