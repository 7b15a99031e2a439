import { HostNames } from '../../cli/serve/host-names';
import { readAssembly, type RestApi } from '../../gateway';
import { simulatedRequest, simulationErrors } from '../../lambda/admin/simulator/simulated-request';
import type { SimulatedGateway } from '../../lambda/admin/simulator/simulated-target';
import { compilePolicy } from '../../lib/core';
import { writeAssembly } from '../gateway/fixtures/assembly';
import { functionResource } from '../gateway/fixtures/template';
import { examplePolicy } from '../lambda/admin/support/example-policy';

/*
 * The simulator judges a URL of the local gateway as the local gateway judges the call.
 */

const api = { id: 'abc', region: 'eu-west-1' } as RestApi;
const other = { id: 'def', region: 'eu-west-1' } as RestApi;
const hosts = [
  ...examplePolicy.hosts.filter(({ domainName }) => domainName !== 'localhost'),
  { domainName: 'site.localhost', kind: 'experience-cloud-site' as const },
];
const policy = compilePolicy({ ...examplePolicy, hosts });
const CORS_POLICY = JSON.stringify({ hosts });
const stack = readAssembly(
  writeAssembly(functionResource('Judge', 'echo', { Environment: { Variables: { CORS_POLICY } } })),
);
const names = new HostNames({
  stacks: [stack],
  resourcesOf: (...types) => stack.resourcesOf(...types),
  customResources: () => [],
});
const deployed: SimulatedGateway = { policy, apiId: api.id, stage: 'prod' };
const local: SimulatedGateway = {
  ...deployed,
  localOrigins: { ...names.origins(other, 8789), ...names.origins(api, 8787) },
};

const question = (url: string) => ({ origin: 'https://app.example', url, method: 'GET' });
const placeOf = (url: string, gateway: SimulatedGateway) => {
  const { hostKind, ownOrigins, path, mayHaveBasePath } = simulatedRequest(question(url), gateway, 0);
  return { hostKind, ownOrigins, path, mayHaveBasePath };
};

test.each(names.served)('a call of %s is predicted', (host) => {
  const call = { domainName: names.domainName(api, host), apiId: api.id, path: '/prod/orders' };
  const url = `http://${host}:8787/prod/orders?a=b`;
  expect(simulationErrors(question(url), local)).toEqual([]);
  expect(policy.hosts.locate(call)).toMatchObject(placeOf(url, local));
  expect(placeOf(url, local).hostKind).toBeDefined();
});

test.each([
  'http://localhost:8788/orders',
  'http://localhost:8789/orders',
  'http://localhost/orders',
  'http://other.localhost:8787/orders',
  'http://app.example:8787/orders',
])('no call of the API is at %s', (url) => {
  expect(placeOf(url, local).hostKind).toBeUndefined();
});

test.each(['localhost', '127.0.0.1', 'community.example.com.localhost'])(
  'a deployed function knows no host %s',
  (host) => {
    expect(placeOf(`http://${host}:8787/orders`, deployed).hostKind).toBeUndefined();
  },
);
