import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../cli/api/shapes';
import { runCli, type CliRun } from '../cli/support/run-cli';
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, reachable } from './support/deployed-target';

const MINUTES = 60_000;

// One story, told in order: what a case writes, the next one finds.
describe('the command line as a caller with AWS credentials', () => {
  const choice: ExampleChoice = { stackName: ownStackName('Cli'), context: { removeTable: 'yes' } };
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-deployed-'));
    const { outputs } = await deployExample(choice);
    url = reachable(outputs['AdminUrl'] ?? '');
  }, 15 * MINUTES);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await destroyExample(choice);
  }, 15 * MINUTES);

  const cli = (...args: readonly string[]): Promise<CliRun> =>
    runCli(args, { cwd: folder, env: { CORS_ADMIN_URL: url } });

  it('takes the credentials of the environment by itself, and says whose they are', async () => {
    const run = await cli('whoami', '--json');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.json()).toMatchObject({
      auth: 'iam',
      caller: { name: expect.stringMatching(/^arn:aws/) as string },
      may: { viewAllowlist: true, manageAllowlist: true, manageSettings: true },
    });
  });

  if (DEPLOY_TARGET === 'emulator') {
    it('is told where its region does not stand in the URL', async () => {
      const nowhere = { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, CORS_ADMIN_URL: url };
      const without = await runCli(['origins', 'list'], { env: nowhere });
      expect(without.status).toBe(3);
      expect(without.stderr).toContain('--region');
      const named = await runCli(['origins', 'list', '--region', 'us-east-1'], { env: nowhere });
      expect(named).toMatchObject({ status: 0, stderr: '' });
    });
  }

  it('is refused without a signature', async () => {
    const run = await cli('origins', 'list', '--auth', 'none');
    expect(run).toMatchObject({ status: 4, stdout: '' });
    expect(run.stderr).toMatch(/\(fix: .+\)\n$/);
  });

  it('adds an entry, and shows who did it', async () => {
    const pattern = 'https://app.signed.example';
    const added = await cli('origins', 'add', pattern, '--name', 'Größe & 1+1=2', '--yes', '--json');
    expect(added).toMatchObject({ status: 0, stderr: '' });
    const listed = await cli('origins', 'list', '--contains', 'Größe & 1+1=2', '--json');
    const { entries } = listed.json() as { entries: { pattern: string; createdBy: string }[] };
    expect(entries.map((entry) => entry.pattern)).toEqual([pattern]);
    expect(entries[0]?.createdBy).toMatch(/\S/);
    expect(await cli('origins', 'show', pattern)).toMatchObject({ status: 0, stderr: '' });
  });

  it('plans and applies a file', async () => {
    const file = join(folder, 'list.yaml');
    writeFileSync(file, '- pattern: https://*.file.example\n- pattern: https://one.filed.example\n');
    const planned = await cli('origins', 'plan', '-f', file, '--owner', 'file', '--json');
    expect(planned.status).toBe(2);
    const { summary, access } = planned.json() as Plan;
    expect(summary).toMatchObject({ create: 2, delete: 0 });
    expect(access.gained).toHaveLength(2);
    expect(await cli('origins', 'apply', '-f', file, '--owner', 'file', '--yes')).toMatchObject({
      status: 0,
    });
    expect(await cli('origins', 'plan', '-f', file, '--owner', 'file')).toMatchObject({ status: 0 });
    writeFileSync(file, '- pattern: https://*.file.example\n');
    const pruned = await cli('origins', 'apply', '-f', file, '--owner', 'file', '--prune', '--yes', '--json');
    expect(pruned.json()).toMatchObject({ summary: { delete: 1 }, written: 1 });
  });

  it('switches a setting on and off', async () => {
    const set = await cli('settings', 'set', 'oauth=on', '--yes', '--json');
    expect(set.json()).toMatchObject({ settings: { enableCorsForOAuthEndpoints: true } });
    expect((await cli('settings', 'get')).stdout).toMatch(/^Enable CORS for OAuth endpoints {2}on$/m);
    expect(await cli('settings', 'set', 'oauth=off', '--yes')).toMatchObject({ status: 0 });
  });
});
