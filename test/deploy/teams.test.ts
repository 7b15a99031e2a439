import { send, type PlainResponse } from '../support/http-client';
import { endpointOf, sendSigned } from './support/aws-request';
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { ownStackName, reachable, targetOf } from './support/deployed-target';

const MINUTES = 60_000;
const LISTED = 'https://a.teams.example';
const UNLISTED = 'https://b.teams.example';
const KEY = 'a-key-of-twenty-characters';
const DATA = '/services/data/v60.0/query';
const KEYED = '/services/apexrest/orders';

// One story, told in order: what a case deploys, the next one finds.
describe('a gateway of a team', () => {
  const stackName = ownStackName('Teams');
  let outputs: Readonly<Record<string, string>> = {};

  const choiceOf = (memory: number): ExampleChoice => ({
    stackName,
    app: 'test/deploy/support/teams-app.ts',
    context: { memory: String(memory), key: KEY },
  });

  beforeAll(async () => {
    ({ outputs } = await deployExample(choiceOf(512)));
  }, 15 * MINUTES);

  afterAll(() => destroyExample(choiceOf(512)), 15 * MINUTES);

  async function ask(
    path: string,
    origin: string,
    { stage = 'GatewayUrl', method = 'GET', key }: { stage?: string; method?: string; key?: string } = {},
  ): Promise<PlainResponse> {
    const base = reachable(outputs[stage] ?? '').replace(/\/$/, '');
    const preflight = method === 'OPTIONS' ? [['Access-Control-Request-Method', 'GET'] as const] : [];
    const keys = key === undefined ? [] : [['X-Api-Key', key] as const];
    return send({ url: `${base}${path}`, method, headers: [['Origin', origin], ...preflight, ...keys] });
  }

  const judges = (stage: string): void => {
    it.each<[string, string, string, number]>([
      ['lets a listed origin in', 'GET', LISTED, 200],
      ['refuses another one', 'GET', UNLISTED, 403],
      ['answers the preflight of a listed origin', 'OPTIONS', LISTED, 204],
      ['refuses the preflight of another one', 'OPTIONS', UNLISTED, 403],
    ])('%s', async (_, method, origin, status) => {
      const answer = await ask(DATA, origin, { stage, method });
      expect(answer.status).toBe(status);
      const allowed = status === 403 ? undefined : LISTED;
      expect(answer.header('Access-Control-Allow-Origin')).toBe(allowed);
    });
  };

  describe('whose evaluator is called by its alias', () => {
    judges('GatewayUrl');
  });

  describe('on its second stage', () => {
    judges('BetaUrl');
  });

  it('administers by functions that are called by their aliases', async () => {
    expect((await targetOf(outputs).admin({ method: 'GET', path: '/allowlist' })).status).toBe(200);
    expect((await targetOf(outputs).admin({ method: 'GET', path: '/settings' })).status).toBe(200);
  });

  describe('with a backend that needs an API key', () => {
    it.each<[string, string | undefined, number]>([
      ['refuses a request without one', undefined, 403],
      ['refuses a request with another one', 'not-a-key-of-this-plan', 403],
      ['lets a request with its key through', KEY, 200],
    ])('%s', async (_, key, status) => {
      const answer = await ask(KEYED, LISTED, key === undefined ? {} : { key });
      expect(answer.status).toBe(status);
    });

    it('asks no preflight for it', async () => {
      expect((await ask(KEYED, LISTED, { method: 'OPTIONS' })).status).toBe(204);
    });

    it('asks no other backend for it', async () => {
      expect((await ask(DATA, LISTED)).status).toBe(200);
    });

    it('refuses an unlisted origin in spite of its key', async () => {
      expect((await ask(KEYED, UNLISTED, { key: KEY })).status).toBe(403);
    });
  });

  it(
    'changes its functions, and the former version is gone',
    async () => {
      expect(await versions()).toHaveLength(1);
      const before = await versions();
      await deployExample(choiceOf(1024));
      const after = await versions();
      expect(after).toHaveLength(1);
      expect(after).not.toEqual(before);
      expect((await ask(DATA, LISTED)).status).toBe(200);
    },
    10 * MINUTES,
  );

  /** The published versions of the evaluator. @see https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
  async function versions(): Promise<string[]> {
    const path = `/2015-03-31/functions/${outputs['EvaluatorName'] ?? ''}/versions`;
    const { body, status } = await sendSigned('lambda', { url: `${await endpointOf('lambda')}${path}` });
    expect(status).toBe(200);
    const { Versions: all } = JSON.parse(body.toString('utf8')) as { Versions: { Version: string }[] };
    return all.map(({ Version }) => Version).filter((version) => version !== '$LATEST');
  }
});
