import { ask, askedLines, askingBlocks, type Answer } from '../docs/support/asked-lines';
import { codeBlocks, read } from '../docs/support/markdown';
import { appBlocks, PageProject } from '../docs/support/page-project';
import { serveCommand, serveProject, type ServedProject } from '../docs/support/served-project';
import { lacking, shownAnswers } from '../docs/support/shown-answer';

/*
 * Every app of the README is served by the command that the README shows, and asked what the README asks, in its order. The
 * deploy suite asks the same of the apps once they are deployed.
 */

const BLOCKS = codeBlocks(read('README.md'));
const SCRIPT = askingBlocks(BLOCKS)
  .map(({ code }) => code)
  .join('\n');
const LINES = askedLines(SCRIPT).map(({ promised, command }, at) => [promised, command, at] as const);
const SHOWN = shownAnswers(BLOCKS).map((shown) => [shown.status, shown] as const);
const APPS = appBlocks(BLOCKS).map((block) => [block.line, block] as const);

test('there are apps, lines and answers', () => {
  expect([APPS.length > 1, LINES.length > 10, SHOWN.length > 1]).toEqual([true, true, true]);
});

describe.each(APPS)('the app in line %i', (_line, app) => {
  let project: PageProject;
  let served: ServedProject;
  let answers: readonly Answer[] = [];

  beforeAll(async () => {
    project = new PageProject(app, BLOCKS);
    served = await serveProject(project, serveCommand(BLOCKS));
    answers = await ask(SCRIPT, served);
  }, 180_000);

  afterAll(async () => {
    await served.stop();
    project.remove();
  });

  test.each(LINES)('%i: %s', (promised, _command, at) => {
    expect([answers[at]?.status, answers[at]?.output]).toEqual([promised, expect.anything()]);
  });

  test.each(SHOWN)('an answer with %i looks as the page shows it', (status, shown) => {
    const alike = answers.filter((answer) => answer.status === status);
    const faults = alike.map((answer) => lacking(shown, answer));
    expect(faults.toSorted((a, b) => a.length - b.length)[0]).toEqual([]);
  });
});
