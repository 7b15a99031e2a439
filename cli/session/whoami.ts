import { AdminClient } from '../api/admin-client';
import { accessOf } from '../api/open-client';
import { ApiProblem } from '../api/problem';
import { Transport } from '../api/transport';
import type { Command } from '../command/command';
import { EXIT } from '../terminal/exit-code';
import { oneLine } from '../terminal/table';

export const command: Command = {
  usage: '',
  about: ['Shows which admin API is called, as whom, and what the caller may do there. Nothing is changed.'],
  options: {},
  takes: { least: 0, most: 0 },
  examples: ['whoami', 'whoami --url https://abcde12345.execute-api.eu-central-1.amazonaws.com/prod'],
  run: async ({ terminal, given, environment }) => {
    const { url, authorization } = await accessOf(given, environment);
    const admin = new AdminClient(new Transport(url, authorization));
    const may = {
      viewAllowlist: await isPermitted(admin.list({ limit: 1 })),
      manageAllowlist: await isPermitted(admin.import('create', [], true)),
      manageSettings: await isPermitted(admin.settings()),
    };
    const caller = await authorization.describe();
    terminal.result({ url, auth: authorization.kind, caller, may }, () => {
      const facts: readonly (readonly [string, string | readonly string[]])[] = [
        ['admin API', url],
        ['auth', authorization.kind],
        ...Object.entries(caller),
        ['view allowlist', yesOrNo(may.viewAllowlist)],
        ['manage allowlist', yesOrNo(may.manageAllowlist)],
        ['manage settings', yesOrNo(may.manageSettings)],
      ];
      const width = Math.max(...facts.map(([name]) => name.length));
      return facts.map(([name, value]) => `${name.padEnd(width)}  ${oneLine([value].flat().join(', '))}`);
    });
    return may.viewAllowlist ? EXIT.done : EXIT.notPermitted;
  },
};

/** Whether the admin API takes a call that changes nothing. */
async function isPermitted(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.exitCode === EXIT.notPermitted) return false;
    throw error;
  }
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
