import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { startLocalProcess, type LocalProcess } from '../support/local-process';
import { SHIPPED_PROGRAM } from '../support/serve-process';

/*
 * Every command of docs/command-line.md is run, in its order, and its output compared. DOCS_OUTPUT=write puts the output of now
 * into the page.
 */

const PAGE = resolve(__dirname, '../../docs/command-line.md');
const TOKEN = /<!-- file: (\S+) -->\n```[a-z]+\n(.*?)```|```console\n(.*?)```/gs;

let local: LocalProcess;
let folder: string;

beforeAll(async () => {
  local = await startLocalProcess();
  folder = mkdtempSync(join(tmpdir(), 'docs-cli-'));
  const program = join(folder, 'cors-allowlist');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${SHIPPED_PROGRAM}" "$@"\n`);
  chmodSync(program, 0o755);
}, 60_000);

afterAll(async () => {
  await local.stop();
  rmSync(folder, { recursive: true });
});

/** The output of one line of the page, with the addresses that the page has. */
function outputOf(command: string): string {
  const { gateway, admin } = local.ready;
  const line = command.replaceAll('http://localhost:8787', gateway);
  const { stdout } = spawnSync('bash', ['-c', `{ ${line}\n} 2>&1`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: [folder, process.env['PATH']].join(delimiter),
      HOME: folder,
      CORS_ADMIN_URL: admin,
    },
  });
  return stdout
    .replaceAll(gateway, 'http://localhost:8787')
    .replaceAll(admin, 'http://localhost:8788')
    .replaceAll(folder, '~');
}

/** A text without what is otherwise at each run. */
function masked(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z/g, 'TIME');
}

/** The block with the output of now after each command. */
function ran(block: string): string {
  const commands = block.split('\n').filter((line) => line.startsWith('$ '));
  return commands.map((line) => `${line}\n${outputOf(line.slice(2))}`).join('');
}

test('each command has the output that the page shows', () => {
  const page = readFileSync(PAGE, 'utf8');
  const now = page.replace(TOKEN, (whole: string, file: string | undefined, contents = '', block = '') => {
    if (file === undefined) return `\`\`\`console\n${ran(String(block))}\`\`\``;
    writeFileSync(join(folder, file), String(contents));
    return whole;
  });
  if (process.env['DOCS_OUTPUT'] === 'write') writeFileSync(PAGE, now);
  else expect(masked(now)).toBe(masked(page));
}, 300_000);

test('the page shows every command', () => {
  const page = readFileSync(PAGE, 'utf8');
  const { stdout } = spawnSync(process.execPath, [SHIPPED_PROGRAM, '--help'], { encoding: 'utf8' });
  const names = [...stdout.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}\S/gm)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(15);
  const shown = names.filter((name) =>
    new RegExp(`^(?:\\$ (?:.*\\| )?)?(?:npx )?(?:apigateway-)?cors-allowlist ${name}`, 'm').test(page),
  );
  expect(shown).toEqual(names.filter((name) => name !== 'serve'));
});
