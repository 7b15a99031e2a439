'use strict';
// Keeps what the engine holds in memory in a file: every change is a line there before it is made, so what was answered
// is there again after a crash of the process. In place of LevelDB, whose native parts no bundle can carry.
const { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const { MemoryLevel } = require('memory-level');

const FILE = 'table.journal';
const OWNER_FILE = 0o600;

const text = (bytes) => Buffer.from(bytes).toString('utf8');

/** One line: the changes that are made together, `[key, value]` or `[key]` for a removal. */
const lineOf = (changes) => `${JSON.stringify(changes)}\n`;

/** The content of a journal. A last line without an end was never answered. */
function contentOf(path) {
  const content = new Map();
  if (!existsSync(path)) return content;
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    for (const [key, value] of JSON.parse(line)) {
      if (value === undefined) content.delete(key);
      else content.set(key, value);
    }
  }
  return content;
}

function writeWhole(descriptor, line) {
  const bytes = Buffer.from(line);
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
}

/** A new journal of this content alone, put in the place of the old one when it is whole. */
function beginJournal(directory, content) {
  const path = join(directory, FILE);
  rmSync(`${path}.new`, { force: true });
  const descriptor = openSync(`${path}.new`, 'ax', OWNER_FILE);
  try {
    for (const entry of content) writeWhole(descriptor, lineOf([entry]));
    renameSync(`${path}.new`, path);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return descriptor;
}

/**
 * Lets the one store of this thread keep its content in a folder. Call it before the store is made.
 *
 * @throws Error when the folder cannot be written to, or holds a journal that cannot be read
 */
function keepIn(directory) {
  const content = contentOf(join(directory, FILE));
  const descriptor = beginJournal(directory, content);
  const { _put, _del, _batch } = MemoryLevel.prototype;
  MemoryLevel.prototype._open = async function open() {
    const operations = [...content].map(([key, value]) => ({
      type: 'put',
      key: Buffer.from(key),
      value: Buffer.from(value),
    }));
    await _batch.call(this, operations);
    content.clear();
  };
  MemoryLevel.prototype._put = function put(key, value, options) {
    writeWhole(descriptor, lineOf([[text(key), text(value)]]));
    return _put.call(this, key, value, options);
  };
  MemoryLevel.prototype._del = function del(key, options) {
    writeWhole(descriptor, lineOf([[text(key)]]));
    return _del.call(this, key, options);
  };
  MemoryLevel.prototype._batch = function batch(operations, options) {
    const changes = operations.map(({ type, key, value }) =>
      type === 'put' ? [text(key), text(value)] : [text(key)],
    );
    writeWhole(descriptor, lineOf(changes));
    return _batch.call(this, operations, options);
  };
  // The engine removes by keys. A removal by range would be lost at the next start.
  MemoryLevel.prototype._clear = () => Promise.reject(new Error('a removal by range is not kept'));
}

module.exports = { keepIn };
