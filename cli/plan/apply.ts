import type { Command } from '../command/command';
import { notConfirmed } from '../origins/many';
import { EXIT } from '../terminal/exit-code';
import { hasChanges } from './local-plan';
import { makePlan, PLAN_OPTIONS } from './make-plan';
import { obstacleOf, obstacleText } from './plan-end';
import { planLines } from './plan-lines';
import { settingOffer } from './setting-offer';
import { writePlan } from './write-plan';

export const command: Command = {
  usage: '-f FILE',
  about: [
    'Makes the list as a file has it: shows the plan, asks, and writes each change with the version that it is about.',
    'It can be ended at any point and repeated. Where the list has changed meanwhile, it stops and says what changed.',
  ],
  options: PLAN_OPTIONS,
  takes: { least: 0, most: 0 },
  changes: true,
  examples: [
    'origins apply -f allowlist.yaml',
    'origins apply -f allowlist.yaml --owner shop --prune --yes',
    'origins apply -f allowlist.yaml --owner shop --adopt',
  ],
  run: async (surroundings) => {
    const { terminal, given, client } = surroundings;
    const made = await makePlan(surroundings);
    const { at, changes, access, summary } = made.plan;
    const document = { at, changes, access, summary };
    const obstacle = obstacleOf(made, given);
    if (obstacle !== undefined) {
      terminal.result({ ...document, written: 0 }, () => planLines(made, terminal));
      terminal.note(obstacleText(obstacle, made));
      return obstacle;
    }
    if (!hasChanges(made.plan)) {
      terminal.result({ ...document, written: 0 }, () => [
        ...planLines(made, terminal),
        ...settingOffer(made.file.oauth),
      ]);
      return EXIT.done;
    }
    terminal.note(...planLines(made, terminal));
    if (!(await terminal.mayChange('Apply this plan?'))) throw notConfirmed();
    const { written, wanted, stale } = await writePlan(await client(), made, terminal);
    terminal.result({ ...document, written, stale }, () => [
      `Applied ${String(written)} of ${String(wanted)} changes.`,
      ...settingOffer(made.file.oauth),
    ]);
    if (stale.length === 0) return EXIT.done;
    terminal.note(
      'The list has changed meanwhile, so the rest is not written:',
      ...stale.map(({ pattern, change }) => `  ${pattern}: ${change}`),
      'Run the command again: it makes a new plan.',
    );
    return EXIT.conflict;
  },
};
