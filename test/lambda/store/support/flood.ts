import { setTimeout as pause } from 'node:timers/promises';
import type { AttributeValue, BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { parseOrigin } from '../../../../lib/core';
import { type AllowlistReader, createAllowlistReader } from '../../../../lambda/store/allowlist-reader';
import type { DynamoCalls } from '../../../../lambda/store/dynamo-calls';

/*
 * Asks a reader for very many distinct origins and tells how much the process grew beyond what the same number of reads
 * for few origins takes: what V8 needs for its garbage is not what the reader keeps. It runs in a process of its own,
 * because memory is the process's. The table answers at once and from memory: a million calls over HTTP would measure
 * HTTP, for half an hour.
 */

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
const WILDCARD = 'https://*.listed.example';
/** So much of an event that a text which keeps it alive shows in the result. */
const PADDING = 'x'.repeat(5000);
const COLLECTIONS = 3;

/** A table that holds one wildcard and the settings, and counts the keys that it is asked for. */
class TinyTable implements Pick<DynamoCalls, 'batchGet'> {
  calls = 0;

  batchGet({ RequestItems = {} }: BatchGetItemCommandInput): ReturnType<DynamoCalls['batchGet']> {
    this.calls++;
    const [[name, { Keys = [] }] = ['', {}]] = Object.entries(RequestItems);
    const items: Record<string, AttributeValue>[] = [];
    for (const key of Keys) {
      if (key['sk']?.S === WILDCARD) items.push({ ...key, status: { S: 'active' } });
      if (key['sk']?.S === 'SETTINGS') items.push({ ...key, enableCorsForOAuthEndpoints: { BOOL: true } });
    }
    return Promise.resolve({ Responses: { [name]: items }, $metadata: {} });
  }
}

/**
 * Origins of every length, each cut out of a longer text as a header is cut out of an event. One in four has an entry, a
 * wildcard, because strangers can make up those too.
 */
function originText(index: number): string {
  const parent = index % 4 === 0 ? 'listed.example' : 'example';
  const text = `https://o${index}.${'abcdefgh.'.repeat(index % 25)}${parent}`;
  return `${PADDING}${text}${PADDING}`.slice(PADDING.length, PADDING.length + text.length);
}

async function ask(reader: AllowlistReader, count: number, distinct: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const origin = parseOrigin(originText(index % distinct));
    if (origin === undefined) throw new Error(`origin ${index} does not parse`);
    // As between two requests: what was weakly held in one turn of the event loop is free in the next.
    if (index % 50 === 0) await new Promise(setImmediate);
    const answer = await reader.find({ origin, settings: true }, NOW);
    if (!answer.available) throw new Error(`origin ${index} has no answer`);
  }
}

/** Resident bytes: those that an ordinary collection leaves, and those once V8 has given back what is free. */
interface Resident {
  readonly usual: number;
  readonly kept: number;
}

async function residentBytes(): Promise<Resident> {
  await collect({ type: 'major' });
  const usual = process.memoryUsage().rss;
  for (let round = 0; round < COLLECTIONS; round++) await collect({ type: 'major', flavor: 'last-resort' });
  return { usual, kept: process.memoryUsage().rss };
}

/** Pages are given back in the background. */
async function collect(options: object): Promise<void> {
  (globalThis.gc as ((options: object) => void) | undefined)?.(options);
  await pause(200);
}

async function main(): Promise<void> {
  const count = Number(process.argv[2]);
  const table = new TinyTable();
  const reader = createAllowlistReader({
    tableName: 'allowlist',
    // Every question reads, and what was read is kept for the time when the table fails.
    cacheTtlSeconds: 0,
    staleTtlSeconds: 900,
    loadClient: () => Promise.resolve(table as unknown as DynamoCalls),
  });
  await ask(reader, count, 100);
  const before = await residentBytes();
  await ask(reader, count, count);
  const after = await residentBytes();
  const grownBytes = after.kept - before.kept;
  const withFreeBytes = after.usual - before.usual;
  process.stdout.write(JSON.stringify({ origins: count, reads: table.calls, grownBytes, withFreeBytes }));
}

void main();
