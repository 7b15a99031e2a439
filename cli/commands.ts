import type { Command } from './command/command';

/** One command of the command line. It is loaded when it is called, so that no command waits for the code of another one. */
interface NamedCommand {
  /** One line for the help. */
  readonly about: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** A command that reads its arguments itself, and runs until it is ended. */
interface Server {
  readonly about: string;
  readonly start: (args: readonly string[]) => Promise<void>;
}

/** Every command, in the order of the help. A name may have two words. */
export const COMMANDS: Readonly<Record<string, NamedCommand | Server>> = {
  'origins list': { about: 'shows the allowed origins', load: () => import('./origins/list') },
  'origins show': { about: 'shows one entry and who changed it', load: () => import('./origins/show') },
  'origins add': { about: 'allows an origin', load: () => import('./origins/add') },
  'origins update': { about: 'changes fields of an entry', load: () => import('./origins/update') },
  'origins activate': { about: 'switches entries on', load: () => import('./origins/activate') },
  'origins deactivate': { about: 'switches entries off', load: () => import('./origins/deactivate') },
  'origins remove': { about: 'deletes entries', load: () => import('./origins/remove') },
  'origins restore': { about: 'brings deleted entries back', load: () => import('./origins/restore') },
  'origins export': { about: 'writes the list as a file', load: () => import('./origins/export') },
  'origins plan': { about: 'shows how a file would change the list', load: () => import('./plan/plan') },
  'origins apply': { about: 'makes the list as a file has it', load: () => import('./plan/apply') },
  'origins stale': {
    about: 'shows entries that nobody uses, and deletes them',
    load: () => import('./logs/stale'),
  },
  'settings get': { about: 'shows the settings', load: () => import('./settings/get') },
  'settings set': { about: 'switches CORS for the OAuth endpoints', load: () => import('./settings/set') },
  evaluate: {
    about: 'says what the gateway would answer, and why',
    load: () => import('./evaluate/evaluate'),
  },
  refusals: { about: 'shows which origins were refused, and why', load: () => import('./logs/refusals') },
  console: {
    about: 'serves the console on this machine, and signs its calls',
    load: () => import('./console/console'),
  },
  login: { about: 'signs in with the user pool of an admin API', load: () => import('./session/login') },
  logout: { about: 'ends that sign-in', load: () => import('./session/logout') },
  whoami: { about: 'shows who calls which admin API', load: () => import('./session/whoami') },
  serve: {
    about: 'serves the APIs of a CDK app on this machine, with their functions and their allowlist',
    start: async (args) => (await import('./serve/serve')).serve(args),
  },
};
