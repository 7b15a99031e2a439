import type { Evaluation, Simulation } from '../api/shapes';
import type { Command, Given } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { choiceOf } from '../terminal/choice';
import { EXIT, type ExitCode } from '../terminal/exit-code';
import { oneLine } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { evaluateRecording } from './recording';

const OUTCOMES = ['allow', 'pass', 'refuse'] as const;

export const command: Command = {
  usage: '[ORIGIN URL]',
  about: [
    'Asks the simulator what the gateway would answer, why, and what the browser would do. Nothing is called.',
    'ORIGIN is - for a request without an origin. With --from-har, every request of a recording is judged.',
  ],
  options: {
    method: { value: 'NAME', about: 'the method (default: GET)' },
    header: { value: 'NAME:VALUE', about: 'a request header', multiple: true },
    expect: { value: 'OUTCOME', about: 'allow, pass or refuse: another outcome ends with the exit code 7' },
    'from-har': { value: 'FILE', about: "a recording of the browser's developer tools" },
    host: { value: 'NAME', about: 'of a recording, only requests to this host', multiple: true },
  },
  takes: { least: 0, most: 2 },
  examples: [
    'evaluate https://app.example.com https://api.example.com/orders --method POST',
    'evaluate https://app.example.com https://api.example.com/orders --expect allow',
    'evaluate --from-har session.har --host api.example.com',
  ],
  run: async (surroundings) => {
    const { terminal, given, client, positionals } = surroundings;
    const expected = expectationOf(given);
    const file = given.text('from-har');
    if (file !== undefined) {
      if (positionals.length > 0) throw usage('--from-har takes no ORIGIN and no URL.');
      return evaluateRecording(surroundings, file, expected);
    }
    const [origin, url] = positionals;
    if (origin === undefined || url === undefined) throw usage('evaluate takes ORIGIN and URL.');
    const question = questionOf(origin, url, given);
    const meant = withScheme(origin);
    if (meant !== undefined)
      terminal.note(`A browser sends an origin with its scheme. Did you mean ${meant}?`);
    const verdict = await (await client()).evaluate(question);
    terminal.result({ question, verdict }, () => verdictLines(verdict, terminal));
    return metBy(verdict, expected, terminal);
  },
};

function metBy(verdict: Evaluation, expected: string | undefined, terminal: Terminal): ExitCode {
  if (expected === undefined || verdict.outcome === expected) return EXIT.done;
  terminal.note(`Expected ${expected}, and the outcome is ${verdict.outcome}.`);
  return EXIT.notAsExpected;
}

function questionOf(origin: string, url: string, given: Given): Simulation {
  const headers = given.texts('header').map((text): readonly [string, string] => {
    const colon = text.indexOf(':');
    if (colon <= 0) throw usage(`--header ${text}: expected NAME:VALUE.`);
    return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  });
  return {
    origin: origin === '-' ? null : origin,
    url,
    method: given.text('method') ?? 'GET',
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
  };
}

/** The origin that a text without a scheme was probably meant to be. */
function withScheme(origin: string): string | undefined {
  const isHost = /^[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?$/i.test(origin);
  return isHost ? `https://${origin.toLowerCase()}` : undefined;
}

function expectationOf(given: Given): string | undefined {
  const text = given.text('expect');
  return text === undefined ? undefined : choiceOf('--expect', text, OUTCOMES);
}

function usage(message: string): CommandError {
  return new CommandError(EXIT.invalid, 'bad_command_line', message, 'evaluate --help shows the usage');
}

const COLOURS = { allow: 'green', pass: 'green', refuse: 'red' } as const;

/** A verdict, for a person. */
function verdictLines(verdict: Evaluation, terminal: Terminal): readonly string[] {
  const { outcome, status, reason, rule, entry, headers, trace, browser, fix } = verdict;
  const facts: readonly (readonly [string, string])[] = [
    ['reason', reason],
    ...(status === undefined ? [] : [['status', String(status)] as const]),
    ['rule', rule === null ? 'none' : `${rule.path} (${rule.match}, ${rule.access})`],
    ['entry', entry === null ? 'none' : entry.pattern],
    ...(browser === undefined ? [] : [['browser', browserText(browser)] as const]),
    ...(fix === undefined ? [] : [['fix', fix.text] as const]),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    terminal.coloured(COLOURS[outcome], outcome) +
      (verdict.wouldRefuse ? ' (only because nothing is enforced yet)' : ''),
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${oneLine(value)}`),
    'headers of the answer',
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${oneLine(value)}`),
    'steps',
    ...trace.map(({ step, finding }) => `  ${step}: ${oneLine(finding)}`),
  ];
}

function browserText({ blocked, because }: { readonly blocked: boolean; readonly because?: string }): string {
  if (!blocked) return 'the page can read the answer';
  return `blocked: ${because ?? 'the page cannot read the answer'}`;
}
