import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellLines } from '../lambda/admin/support/curl-line';
import { eachLineWorks } from '../lambda/admin/support/lines-work';

const PAGE = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const SIGNED = 'awscurl --service execute-api';
const [, section = ''] = PAGE.split('## Administer\n');
const lines = shellLines(section.split('\n## ')[0] ?? '');
const locals = lines.filter((line) => line.startsWith('curl '));

/** The variables that a block sets before its lines. */
function expanded(line: string): string {
  const setting = lines.find((one) => one.startsWith('ADMIN=http')) ?? '';
  const variables = [...setting.matchAll(/([A-Z]+)=(?:'([^']*)'|(\S+))/g)];
  return variables.reduce(
    (text, [, name = '', quoted, plain]) => {
      const value = quoted ?? plain ?? '';
      return text.replace(`"$${name}"`, `'${value}'`).replaceAll(`$${name}`, value);
    },
    line.replaceAll(/"(\$ADMIN[^"]*)"/g, '$1'),
  );
}

test('each task has a local line and the same one, signed', () => {
  expect(locals.length).toBeGreaterThan(8);
  const signed = lines.filter((line) => line.startsWith(SIGNED));
  expect(signed).toEqual(
    locals.map((line) => line.replace(/^curl/, SIGNED).replace('http://localhost:8787', "'$GatewayUrl'")),
  );
});

eachLineWorks(locals, expanded);
