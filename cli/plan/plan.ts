import type { Command } from '../command/command';
import { endOfPlan } from './plan-end';
import { makePlan, PLAN_OPTIONS } from './make-plan';
import { planLines } from './plan-lines';
import { settingOffer } from './setting-offer';

export const command: Command = {
  usage: '-f FILE',
  about: [
    'Shows how a file would change the list, entry by entry and in access. Nothing is written.',
    'It ends with 0 where nothing changes, 2 with changes, 3 with invalid lines, 5 with conflicts.',
  ],
  options: PLAN_OPTIONS,
  takes: { least: 0, most: 0 },
  examples: [
    'origins plan -f allowlist.yaml --owner shop --prune',
    'origins plan -f force-app/main/default',
    'origins plan -f allowlist.yaml --fail-on-new-access --json',
  ],
  run: async (surroundings) => {
    const { terminal, given } = surroundings;
    const made = await makePlan(surroundings);
    const { at, changes, access, summary } = made.plan;
    terminal.result({ at, changes, access, summary }, () => [
      ...planLines(made, terminal),
      ...settingOffer(made.file.oauth),
    ]);
    return endOfPlan(made, given);
  },
};
