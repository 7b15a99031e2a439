import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/* Every input that is kept of fuzzing, without the fuzzer: what was found once stays found. */

const corpus = join(__dirname, 'corpus');
const targets = readdirSync(join(__dirname, 'targets')).map((file) => file.replace(/\.ts$/, ''));

interface Target {
  readonly fuzz: (data: Buffer) => void;
}

test('each target has inputs, and no input is without a target', () => {
  expect(readdirSync(corpus).sort()).toEqual([...targets].sort());
});

describe.each(targets)('%s', (name) => {
  test.each(readdirSync(join(corpus, name)))('%s', async (file) => {
    const { fuzz } = (await import(`./targets/${name}`)) as Target;
    expect(() => {
      fuzz(readFileSync(join(corpus, name, file)));
    }).not.toThrow();
  });
});
