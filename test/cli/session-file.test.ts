import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionFile, type StoredSession } from '../../cli/session/session-file';
import { CommandError } from '../../cli/terminal/command-error';

const URL = 'https://admin.example/prod';
const SESSION: StoredSession = {
  domain: 'https://pool.example',
  clientId: 'client',
  token: 'a.b.c',
  kind: 'id',
  expiresAt: 1,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-sessions-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a sign-in is kept for one URL, in a file of its owner, and forgotten', () => {
  const file = new SessionFile({ XDG_CONFIG_HOME: folder });
  file.write(URL, SESSION);
  expect(file.read(URL)).toEqual(SESSION);
  expect(file.read('https://other.example')).toBeUndefined();
  if (process.platform !== 'win32') expect(statSync(file.path).mode & 0o777).toBe(0o600);
  file.write(URL, undefined);
  expect(existsSync(file.path)).toBe(false);
});

test('nothing is made where there is nothing to forget', () => {
  const config = join(folder, 'config');
  new SessionFile({ XDG_CONFIG_HOME: config }).write(URL, undefined);
  expect(existsSync(config)).toBe(false);
});

test('in a home that is none, nobody is signed in, and nobody can', () => {
  const home = join(folder, 'home');
  writeFileSync(home, '');
  const file = new SessionFile({ XDG_CONFIG_HOME: home });
  expect(file.read(URL)).toBeUndefined();
  file.write(URL, undefined);
  expect(() => {
    file.write(URL, SESSION);
  }).toThrow(CommandError);
});
