import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { nearestName } from '../terminal/nearest';

/** Words of other tools for the words of this one. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  list: ['ls', 'all'],
  show: ['get', 'info', 'describe', 'history', 'log'],
  add: ['create', 'new', 'allow', 'insert'],
  update: ['edit', 'change', 'modify', 'rename', 'set'],
  activate: ['enable', 'resume', 'unpause', 'on'],
  deactivate: ['disable', 'pause', 'suspend', 'block', 'off'],
  remove: ['delete', 'rm', 'del', 'prune', 'revoke'],
  restore: ['undelete', 'undo', 'recover'],
  plan: ['diff', 'preview'],
  apply: ['import', 'sync', 'deploy'],
  stale: ['unused'],
  evaluate: ['check', 'test', 'simulate', 'explain', 'why'],
  login: ['signin', 'sign-in', 'auth'],
  logout: ['signout', 'sign-out'],
  serve: ['start', 'local', 'run'],
};

/**
 * The failure of a command line whose command is none.
 *
 * @param names every command
 */
export function unknownCommand(words: readonly string[], names: readonly string[]): CommandError {
  const [first = '', second = ''] = words;
  const isGroup = names.some((name) => name.startsWith(`${first} `));
  const given = isGroup ? `${first} ${second}` : first;
  const meant = meantCommand(first, second, names);
  const fix = meant === undefined ? '--help lists the commands' : `did you mean "${meant}"?`;
  return new CommandError(EXIT.invalid, 'unknown_command', `There is no command ${given}.`, fix);
}

function meantCommand(first: string, second: string, names: readonly string[]): string | undefined {
  const groups = [
    ...new Set(names.flatMap((name) => (name.includes(' ') ? [name.split(' ', 1)[0] ?? ''] : []))),
  ];
  const group = groups.includes(first) ? first : nearestName(first, groups);
  if (group !== undefined && second !== '') {
    const verbs = names.flatMap((name) =>
      name.startsWith(`${group} `) ? [name.slice(group.length + 1)] : [],
    );
    const verb = meantWord(second, verbs);
    if (verb !== undefined) return `${group} ${verb}`;
  }
  const word = meantWord(first, [...names, ...groups]);
  if (word !== undefined) return word;
  // A verb alone is one of the list: it has the most of them.
  const name = names.find((one) => one === `origins ${first}`);
  const verbs = names.flatMap((one) => (one.startsWith('origins ') ? [one.slice('origins '.length)] : []));
  const verb = meantWord(first, verbs);
  return name ?? (verb === undefined ? undefined : `origins ${verb}`);
}

function meantWord(given: string, words: readonly string[]): string | undefined {
  if (words.includes(given)) return given;
  const known = words.find((word) => OTHER_WORDS[word]?.includes(given.toLowerCase()) === true);
  return known ?? nearestName(given, words);
}
