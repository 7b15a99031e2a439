import { createEntry } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { send } from '../support/http-client';
import { LISTED } from '../support/local-api';
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
    await createEntry(target, { pattern: LISTED });
  }, 900_000);

  afterAll(() => destroyExample(choice), 900_000);

  test.each(ERROR_FACTS.map((fact) => [fact.name, fact] as const))('%s', async (_name, fact) => {
    await fact.check(({ path, origin, headers = [], ...request }) => {
      const own = origin === undefined ? [] : [['Origin', origin] as const];
      return send({
        ...request,
        url: `${target!.gateway.replace(/\/$/, '')}${path}`,
        headers: [...own, ...headers],
      });
    }, key);
  });
});
