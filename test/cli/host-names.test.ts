import type { RestApi } from '../../gateway';
import { readAssembly } from '../../gateway';
import { HostNames } from '../../cli/serve/host-names';
import { writeAssembly } from '../gateway/fixtures/assembly';
import { functionResource, type Resources } from '../gateway/fixtures/template';

const api = { id: 'abc', region: 'eu-west-1' } as RestApi;
const EXECUTE_API = 'abc.execute-api.eu-west-1.amazonaws.com';

function namesOf(policy: unknown): HostNames {
  const resources: Resources = {
    Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'API.example.com' } },
    ...functionResource('Judge', 'echo', { Environment: { Variables: { CORS_POLICY: policy } } }),
    ...functionResource('Other', 'echo', { Environment: { Variables: { CORS_POLICY: { Ref: 'Nothing' } } } }),
  };
  const stack = readAssembly(writeAssembly(resources));
  return new HostNames({
    stacks: [stack],
    resourcesOf: (...types) => stack.resourcesOf(...types),
    customResources: () => [],
  });
}

test.each<[string, string]>([
  ['localhost', EXECUTE_API],
  ['127.0.0.1', EXECUTE_API],
  ['[::1]', EXECUTE_API],
  ['api.example.com.localhost', 'api.example.com'],
  ['shop.example.com.localhost', 'shop.example.com'],
  ['other.example.localhost', EXECUTE_API],
])('%s is %s', (host, domainName) => {
  const names = namesOf(JSON.stringify({ hosts: [{ domainName: 'shop.example.com', kind: 'api' }] }));
  expect(names.domainName(api, host)).toBe(domainName);
});

test('a host of this machine that the policy names is itself', () => {
  const names = namesOf(JSON.stringify({ hosts: [{ domainName: 'site.localhost', kind: 'api' }] }));
  expect(names.domainName(api, 'site.localhost')).toBe('site.localhost');
  expect(names.served).toContain('site.localhost');
});

test('the server answers to custom names only below localhost', () => {
  const names = namesOf('{}');
  expect(names.served).toEqual(['localhost', '127.0.0.1', '[::1]', 'api.example.com.localhost']);
});

test('a host is at a port of this machine, whatever its name is on AWS', () => {
  const names = namesOf(JSON.stringify({ hosts: [{ domainName: 'localhost', kind: 'my-domain' }] }));
  expect(names.origins(api, 8787)).toEqual({
    [EXECUTE_API]: 'http://localhost:8787',
    localhost: 'http://localhost:8787',
    'api.example.com': 'http://api.example.com.localhost:8787',
  });
});
