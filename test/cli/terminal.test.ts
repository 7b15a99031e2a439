import { PassThrough } from 'node:stream';
import { Terminal, type Streams } from '../../cli/terminal/terminal';

/*
 * Questions to a person who is there.
 */

/** A stream that says that a person is there. */
function visible(): PassThrough {
  return Object.assign(new PassThrough(), { isTTY: true });
}

/** A terminal in which somebody types this, or which ends without a word. */
function typed(keys: string | undefined): { readonly terminal: Terminal; readonly stderr: PassThrough } {
  const [stdin, stdout, stderr] = [visible(), visible(), visible()];
  const streams = { stdin, stdout, stderr, environment: {} } as unknown as Streams;
  stderr.once('data', () => {
    if (keys === undefined) stdin.end();
    else stdin.write(keys);
  });
  return { terminal: new Terminal(streams), stderr };
}

test.each([
  ['y\n', true],
  ['YES\n', true],
  ['n\n', false],
  ['\n', false],
  ['yellow\n', false],
])('the answer %j means %s', async (keys, may) => {
  expect(await typed(keys).terminal.mayChange('Delete this entry?')).toBe(may);
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
  ['the end of the input', undefined],
])('%s is no answer, and a sentence', async (_name, keys) => {
  const asked = typed(keys).terminal.mayChange('Delete this entry?');
  await expect(asked).rejects.toMatchObject({ code: 'not_answered', exitCode: 1 });
});
