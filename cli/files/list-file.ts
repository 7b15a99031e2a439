import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { fileFault } from '../terminal/file-fault';
import { readMetadata } from './metadata';
import { XmlFault } from './xml-tree';

/** The wanted list of a file or a folder. */
export interface ListFile {
  readonly lines: readonly unknown[];
  /** Whether the lines are metadata, which has no place for most fields. */
  readonly isMetadata: boolean;
  /** The place of each line, for messages. */
  readonly places: readonly string[];
  /** The setting of Salesforce's `Security.settings`; undefined where there is none. */
  readonly oauth: boolean | undefined;
}

const ORIGIN_FILE = /^(.+)\.corsWhitelistOrigin(?:-meta\.xml)?$/;
const SETTINGS_FILE = /^Security\.settings(?:-meta\.xml)?$/;

/**
 * Reads a list: JSON or YAML as an export has it, metadata of Salesforce, a folder of metadata, or `-` for the standard input.
 *
 * @throws CommandError for what cannot be read
 */
export async function readListFile(path: string, stdin: NodeJS.ReadableStream): Promise<ListFile> {
  if (path === '-') return readText('the standard input', await textOf(stdin));
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw unreadable(path, 'there is no such file');
  return stats.isDirectory() ? readFolder(path) : readText(path, contentsOf(path));
}

async function readText(place: string, source: string): Promise<ListFile> {
  const text = source.replace(/^\ufeff/, '');
  if (text.trimStart().startsWith('<')) return metadataOf([[place, text]]);
  const lines = linesOf(place, isJson(place, text) ? jsonValue(place, text) : await yamlOf(place, text));
  return {
    lines,
    isMetadata: false,
    places: lines.map((_line, index) => `${place}, entry ${String(index + 1)}`),
    oauth: undefined,
  };
}

function isJson(place: string, text: string): boolean {
  return !/\.ya?ml$/i.test(place) && /^\s*[[{]/.test(text);
}

function jsonValue(place: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw unreadable(place, error instanceof Error ? error.message : String(error));
  }
}

async function yamlOf(place: string, text: string): Promise<unknown> {
  const read = (await import('./yaml')).yamlValue(text);
  if ('fault' in read) throw unreadable(place, read.fault);
  return read.value;
}

/** The list in a document. What a page of an export has beside its entries is no mistake. */
function linesOf(place: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value === 'object' && value !== null) {
    const { entries, ...rest } = value as { readonly entries?: unknown };
    const [strange] = Object.keys(rest).filter((name) => name !== 'schemaVersion');
    if (strange === 'cursor')
      throw unreadable(place, 'it is one page of several; "origins export" writes all of them');
    if (strange !== undefined) throw unreadable(place, `a list has "entries", and no "${strange}"`);
    if (Array.isArray(entries)) return entries as readonly unknown[];
    if (entries === null) return [];
  }
  throw unreadable(place, 'it has no list "entries"');
}

function readFolder(folder: string): ListFile {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ORIGIN_FILE.test(basename(name)) || SETTINGS_FILE.test(basename(name)))
    .sort();
  if (names.length === 0) {
    throw unreadable(folder, 'the folder has no metadata: no NAME.corsWhitelistOrigin-meta.xml below it');
  }
  return metadataOf(names.map((name) => [join(folder, name), contentsOf(join(folder, name))]));
}

function metadataOf(files: readonly (readonly [place: string, text: string])[]): ListFile {
  const lines: unknown[] = [];
  const places: string[] = [];
  let oauth: boolean | undefined;
  for (const [place, text] of files) {
    try {
      const read = readMetadata(text, ORIGIN_FILE.exec(basename(place))?.[1]);
      oauth = read.oauth ?? oauth;
      for (const [index, line] of read.lines.entries()) {
        lines.push(line);
        places.push(read.lines.length === 1 ? place : `${place}, entry ${String(index + 1)}`);
      }
    } catch (error) {
      if (error instanceof XmlFault) throw unreadable(place, error.message);
      throw error;
    }
  }
  return { lines, places, isMetadata: true, oauth };
}

function contentsOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, fileFault(error));
  }
}

function unreadable(place: string, why: string): CommandError {
  return new CommandError(
    EXIT.invalid,
    'bad_file',
    `${place} cannot be read as a list: ${why.replace(/[.:]+$/, '')}.`,
    '"origins export" writes a file of the right form',
  );
}
