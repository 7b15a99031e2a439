import { createEntries } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { ACCOUNT_FACTS } from './support/account-facts';
import { ownStackName, startDeployedTarget } from './support/deployed-target';

describe('what only an account can confirm', () => {
  let target: Target | undefined;

  beforeAll(async () => {
    target = await startDeployedTarget({
      stackName: ownStackName('Facts'),
      context: { removeTable: 'yes' },
    });
    await createEntries(target);
  }, 900_000);

  afterAll(() => target?.close(), 900_000);

  test.each(ACCOUNT_FACTS.map((fact) => [fact.name, fact] as const))('%s', async (_name, fact) => {
    await fact.check(target!);
  });
});
