import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalTarget } from '../conformance/local-target';
import type { Target } from '../conformance/target';
import { send } from '../support/http-client';
import { ownStackName, startDeployedTarget } from './support/deployed-target';

interface Vectors {
  readonly matches: readonly {
    readonly id: string;
    readonly patterns: readonly string[];
    readonly origin: string;
    readonly wire: 'http' | 'ows' | 'raw' | 'empty';
  }[];
}

const file = join(__dirname, '../vectors/origin-vectors.json');
const { matches } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
// Bytes that no HTTP client sends are the core's suite's.
const sendable = matches.filter(({ wire }) => wire !== 'raw');
const patterns = [...new Set(matches.flatMap((vector) => vector.patterns))];

describe('the local gateway and the deployed stack give the same answers', () => {
  const targets: Target[] = [];

  beforeAll(async () => {
    targets.push(await startLocalTarget());
    targets.push(
      await startDeployedTarget({ stackName: ownStackName('Agree'), context: { removeTable: 'yes' } }),
    );
  }, 900_000);

  afterAll(async () => {
    for (const target of targets) await target.close();
  }, 900_000);

  it('takes and refuses the same patterns', async () => {
    const [local = [], deployed] = await both((target) => createAll(target));
    expect(deployed).toEqual(local);
    expect(local.filter(([, status]) => status === 201).length).toBeGreaterThan(10);
  });

  test.each(sendable.map(({ id, origin }) => [id, origin] as const))('%s', async (_id, origin) => {
    for (const method of ['GET', 'OPTIONS']) {
      const [local, deployed] = await both((target) => answerOf(target, method, origin));
      expect(deployed).toEqual(local);
    }
  });

  async function both<T>(ask: (target: Target) => Promise<T>): Promise<readonly T[]> {
    return [await ask(targets[0]!), await ask(targets[1]!)];
  }
});

async function createAll(target: Target): Promise<readonly (readonly [string, number])[]> {
  const created: (readonly [string, number])[] = [];
  for (const pattern of patterns) {
    const { status } = await target.admin({
      method: 'POST',
      path: '/allowlist',
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ pattern, allowSharedOrigin: true }),
    });
    created.push([pattern, status]);
  }
  return created;
}

/** Status and CORS headers: a body may differ where a target cannot resolve the authorizer's context. */
async function answerOf(target: Target, method: string, origin: string): Promise<unknown> {
  const response = await send({
    url: `${target.gateway}/services/data/v60.0/query`,
    method,
    headers: [
      ['Origin', origin],
      ...(method === 'OPTIONS' ? [['Access-Control-Request-Method', 'GET'] as const] : []),
    ],
  });
  const cors = response.headers
    .filter(([name]) => /^(access-control-.*|vary)$/i.test(name))
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .sort();
  return { status: response.status, cors };
}
