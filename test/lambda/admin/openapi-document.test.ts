import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';

/*
 * The form of the OpenAPI document, line by line, in the file beside this one: clients are generated from it, so a change of
 * a name, a type, a limit or a default is one that they see. Texts may be reworded; only whether there is one counts.
 *
 * `UPDATE_OPENAPI=1 npx jest test/lambda/admin/openapi-document.test.ts` writes the file anew.
 */
const FILE = join(__dirname, 'openapi-document.txt');

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

/** One line for each value of a document, with its place. */
function linesOf(value: unknown, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${place} = ${shown(value, place)}`];
  const parts = Object.entries(value);
  if (parts.length === 0) return [`${place} = ${JSON.stringify(value)}`];
  return parts.flatMap(([name, part]) => linesOf(part, place === '' ? name : `${place} > ${name}`));
}

/** A text for people is shown as the codes that it names, or as being there. */
function shown(value: unknown, place: string): string {
  if (typeof value !== 'string' || !/ > (?:description|summary)$/.test(place)) return JSON.stringify(value);
  const codes = [...value.matchAll(/`(\w+)`/g)].map(([, code]) => code);
  return codes.length > 0 ? codes.join(', ') : value === '' ? 'nothing' : 'a text';
}

test('has the form that clients know', async () => {
  const { body } = await bench.call({ method: 'GET', path: '/openapi.json' });
  const lines = linesOf(body, '').filter((line) => !line.startsWith('info > version'));
  if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(FILE, `${lines.join('\n')}\n`);
  expect(lines).toEqual(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
});
