import { ALARM_NAMES, ALARM_RULES } from '../../lib/constructs/private/monitoring/alarm-rules';
import { runbookAnchor } from '../../lib/constructs/private/synth/runbook';
import { read } from './support/markdown';

const PAGE = read('docs/runbook.md');

/** The sections of alarms: heading and text. */
const SECTIONS = PAGE.split(/^##+ /m)
  .filter((section) => section.startsWith('Alarm `'))
  .map((section) => [/^Alarm `(\w+)`\n/.exec(section)?.[1] ?? '', section] as const);

/** The rows of the table: name, and the text of the last two columns. */
const ROWS = [...PAGE.matchAll(/^\| `(\w+)` \| (.+) \| (on|off).* \|$/gm)].map(([, name, when, state]) => ({
  name,
  when,
  state,
}));

test('each alarm has a section in the runbook, and each section an alarm', () => {
  expect(SECTIONS.map(([name]) => name).sort()).toEqual([...ALARM_NAMES].sort());
});

test.each(SECTIONS)(
  'the section of %s says what it means, where to look, how to mend it, and how it ends',
  (_, text) => {
    const parts = [...text.matchAll(/^\*\*(\w+)\.?\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Means', 'Look', 'Mend', 'Heals']);
  },
);

test.each(ALARM_NAMES)('the link of %s leads to its section', (name) => {
  // GitHub: lower case, without punctuation, a hyphen for each blank.
  const slug = `Alarm \`${name}\``.toLowerCase().replaceAll('`', '').replaceAll(' ', '-');
  expect(runbookAnchor(name)).toBe(slug);
});

test.each(ALARM_NAMES)('the table has the default of %s', (name) => {
  const { threshold, datapointsToAlarm, evaluationPeriods } = ALARM_RULES[name];
  const row = ROWS.find((one) => one.name === name);
  expect(row?.state).toBe(threshold === undefined ? 'off' : 'on');
  if (threshold === undefined || threshold === 1) return;
  const number = threshold < 1 ? `${threshold * 100} %` : threshold.toLocaleString('en-US');
  expect(row?.when).toContain(number);
  expect(row?.when).toContain(`in ${datapointsToAlarm} of ${evaluationPeriods}`);
});
