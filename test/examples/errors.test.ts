import { ERROR_FACTS } from '../deploy/support/error-facts';
import { errorStack } from '../deploy/support/error-stack';
import { LocalApi } from '../support/local-api';

const KEY = 'a-key-of-twenty-letters';

/*
 * The cases of the suite `account-errors`, on the local gateway, which knows no resource policies and no throttles.
 */
describe('errors that API Gateway makes by itself', () => {
  let api: LocalApi | undefined;

  beforeAll(async () => {
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    api = await LocalApi.start((app) => errorStack(app, 'Errors', KEY));
  }, 60_000);

  afterAll(async () => {
    await api?.stop();
    jest.restoreAllMocks();
  });

  const facts = ERROR_FACTS.filter(({ isOnlyThere = false }) => !isOnlyThere);
  test.each(facts.map((fact) => [fact.name, fact] as const))('%s', async (_name, fact) => {
    await fact.check((asked) => api!.ask(asked), KEY);
  });
});
