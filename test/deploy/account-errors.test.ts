import { createEntry } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { deployExample, destroyExample } from './support/cdk';
import { ownStackName, targetOf } from './support/deployed-target';
import { ERROR_FACTS } from './support/error-facts';

describe('errors that API Gateway makes by itself, as only an account can confirm them', () => {
  const stackName = ownStackName('Errors');
  const key = `${stackName}-0123456789abcdef`;
  const choice = { stackName, app: 'test/deploy/support/error-app.ts', context: { key } };
  let target: Target | undefined;

  beforeAll(async () => {
    target = targetOf((await deployExample(choice)).outputs);
    await createEntry(target, { pattern: 'https://listed.example' });
  }, 900_000);

  afterAll(() => destroyExample(choice), 900_000);

  test.each(ERROR_FACTS.map((fact) => [fact.name, fact] as const))('%s', async (_name, fact) => {
    await fact.check(target!, key);
  });
});
