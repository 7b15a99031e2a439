import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Modes for the owner only: entries may name partners and unreleased products. */
const OWNER_FOLDER = 0o700;
const OWNER_FILE = 0o600;

/** The process that has the folder. */
const LOCK = 'table.lock';

/** The files that the engine and this module make. */
const OWN_FILE = /^table\.(?:journal(?:\.new)?|lock)$/;

/** Lets another process have the folder. */
export type CloseDataFolder = () => void;

/**
 * Makes a folder for the tables where it is missing, lets only its owner read what is in it, and keeps other processes out.
 *
 * Of a folder that exists, the modes of its own files change, and that of the folder only if nothing else is in it: somebody
 * may name a folder that they share.
 *
 * @throws Error of the file system when the folder cannot be made or written to
 * @throws Error when another process has it
 */
export function openDataFolder(directory: string): CloseDataFolder {
  makeFolder(resolve(directory));
  accessSync(directory, constants.W_OK);
  const lock = join(directory, LOCK);
  takeLock(lock);
  const names = readdirSync(directory);
  const own = names.filter((name) => OWN_FILE.test(name));
  if (own.length === names.length) restrict(directory, OWNER_FOLDER);
  for (const name of own) restrict(join(directory, name), OWNER_FILE);
  return () => {
    rmSync(lock, { force: true });
  };
}

/** A lock whose process has ended without a word, as after `kill -9`, counts for nothing. */
function takeLock(lock: string): void {
  for (;;) {
    try {
      const descriptor = openSync(lock, 'wx', OWNER_FILE);
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(lock, 'utf8'));
    if (isRunning(holder)) {
      throw new Error(`process ${String(holder)} uses it (if that is another program, remove ${lock})`);
    }
    rmSync(lock, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One level after the other: Node's recursive form never ends where a file system refuses new folders as missing. */
function makeFolder(directory: string): void {
  const existing = statSync(directory, { throwIfNoEntry: false });
  if (existing?.isDirectory() === true) return;
  if (existing === undefined) makeFolder(dirname(directory));
  mkdirSync(directory, OWNER_FOLDER);
}

/** Another user's file keeps its mode: only its owner can change it. */
function restrict(path: string, mode: number): void {
  if (statSync(path).uid === process.getuid?.()) chmodSync(path, mode);
}
