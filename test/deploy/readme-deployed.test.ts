import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, askedLines, askingBlocks, type Answer } from '../docs/support/asked-lines';
import { codeBlocks, read } from '../docs/support/markdown';
import { appBlocks, PageProject } from '../docs/support/page-project';
import { cdk } from './support/cdk';
import { reachable } from './support/deployed-target';

const MINUTES = 60_000;
const BLOCKS = codeBlocks(read('README.md'));
const SCRIPT = askingBlocks(BLOCKS)
  .map(({ code }) => code)
  .join('\n');

/* Every app of the README is deployed unchanged, and asked what the README asks, in its order. */

/** Deploys what a project defines; gives its outputs. */
async function deploy(project: PageProject): Promise<Readonly<Record<string, string>>> {
  const out = mkdtempSync(join(tmpdir(), 'page-deploy-'));
  const outputs = join(out, 'outputs.json');
  try {
    const flags = [
      '--require-approval',
      'never',
      '--outputs-file',
      outputs,
      '--output',
      join(out, 'assembly'),
    ];
    const { code, output } = await cdk(
      ['deploy', '--all', '--app', `npx tsx ${project.app}`, ...flags],
      project.folder,
    );
    if (code !== 0) throw new Error(`cdk deploy ended with ${String(code)}:\n${output}`);
    const stacks = JSON.parse(readFileSync(outputs, 'utf8')) as Record<string, Record<string, string>>;
    return Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The one output whose name begins so. */
function outputOf(outputs: Readonly<Record<string, string>>, ...beginnings: readonly string[]): string {
  const found = beginnings.flatMap((start) => Object.keys(outputs).filter((name) => name.startsWith(start)));
  const [first] = found;
  if (first === undefined)
    throw new Error(`no output ${beginnings.join(' or ')}: ${Object.keys(outputs).join(', ')}`);
  return reachable(outputs[first] ?? '').replace(/\/$/, '');
}

describe.each(appBlocks(BLOCKS).map((block) => [block.line, block] as const))(
  'the app in line %i',
  (_line, app) => {
    let project: PageProject;
    let answers: readonly Answer[] = [];

    beforeAll(async () => {
      project = new PageProject(app, BLOCKS);
      const outputs = await deploy(project);
      answers = await ask(SCRIPT, {
        gateway: outputOf(outputs, 'GatewayUrl', 'ApiUrl', 'ApiEndpoint'),
        admin: outputOf(outputs, 'AdminUrl'),
        signature: '--aws-sigv4 aws:amz:us-east-1:execute-api --user test:test',
      });
    }, 10 * MINUTES);

    afterAll(() => {
      project.remove();
    });

    test.each(askedLines(SCRIPT).map(({ promised, command }, at) => [promised, command, at] as const))(
      '%i: %s',
      (promised, _command, at) => {
        expect([answers[at]?.status, answers[at]?.output]).toEqual([promised, expect.anything()]);
      },
    );
  },
);
