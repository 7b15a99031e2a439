import { accessSync, chmodSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Modes for the owner only: entries may name partners and unreleased products. */
const OWNER_FOLDER = 0o700;
const OWNER_FILE = 0o600;
const OWNER_UMASK = 0o077;

/** The files that LevelDB makes. @see https://github.com/google/leveldb/blob/main/db/filename.cc */
const LEVELDB_FILE = /^(?:CURRENT|LOCK|LOG(?:\.old)?|MANIFEST-\d+|\d+\.(?:log|ldb|sst|dbtmp))$/;

/** Takes back what {@link openDataFolder} changed in this process. */
export type CloseDataFolder = () => void;

/**
 * Makes a folder for the tables where it is missing, and lets only its owner read what is and will be in it.
 *
 * Of a folder that exists, the modes of LevelDB's files change, and its own only if nothing else is in it: somebody may name
 * a folder that they share. New files get their mode by the umask, which belongs to the process: LevelDB has no option.
 *
 * @throws Error of the file system when the folder cannot be made or written to
 */
export function openDataFolder(directory: string): CloseDataFolder {
  makeFolder(resolve(directory));
  accessSync(directory, constants.W_OK);
  const names = readdirSync(directory);
  const own = names.filter((name) => LEVELDB_FILE.test(name));
  if (own.length === names.length) restrict(directory, OWNER_FOLDER);
  for (const name of own) restrict(join(directory, name), OWNER_FILE);
  const before = process.umask(OWNER_UMASK);
  return () => {
    process.umask(before);
  };
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
