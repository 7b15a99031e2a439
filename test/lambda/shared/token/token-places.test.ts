import { NO_CHECK } from '../../../../lib/contract';
import { readApiCall } from '../../../../lambda/shared/event/api-call';
import { VerdictLog } from '../../../../lambda/shared/log/verdict-log';
import { PathChecks } from '../../../../lambda/shared/token/path-check';
import { requiredScopes } from '../../../../lambda/shared/token/required-scopes';
import { TokenGate } from '../../../../lambda/shared/token/token-gate';
import { httpApiEvent1 } from '../../../../runtime/testing';
import { payload2Event, proxyEvent, type Event } from '../../support/events';
import { judgingOf } from '../../support/judging';

/*
 * Which check a request meets, where nothing but its path tells; and which scopes, where a header names another method.
 */

const routes = {
  '/': 'users',
  '/login': NO_CHECK,
  '/admin': 'admins',
  '/{tenant}/public': NO_CHECK,
  '/files/{proxy+}': NO_CHECK,
  '/files/{id}': 'files',
};
const tokens = { checks: {}, routes };

test.each([
  ['/', 'users'],
  ['/orders', 'users'],
  ['/login', undefined],
  ['/login/x', undefined],
  ['/acme/public', undefined],
  ['/admin/public', 'admins'],
  ['/admin', 'admins'],
  ['/files/1', 'files'],
  ['/files/1/2', 'files'],
])('%s has the check %s, whatever the order of the rows', (path, name) => {
  expect(new PathChecks(tokens).of(path)).toBe(name);
  const turned = Object.fromEntries(Object.entries(routes).reverse());
  expect(new PathChecks({ checks: {}, routes: turned }).of(path)).toBe(name);
});

describe('the place of a request', () => {
  const rows = { checks: {}, routes: { '/orders': 'users' } };
  const gate = new TokenGate(rows, new VerdictLog('table', undefined));
  const { policy } = judgingOf();
  const placeOf = (event: unknown): string | undefined => gate.place(readApiCall(event, policy, 0));
  const ofStage = (stage: string, path: string, resource: string): Event => {
    const event = httpApiEvent1({ path });
    return { ...event, resource, requestContext: { ...event.requestContext, stage, resourcePath: resource } };
  };

  test.each<[name: string, event: unknown, check: string | undefined]>([
    ['a resource of a REST API', { ...proxyEvent({ path: '/orders/1' }), resource: '/orders/{id}' }, 'users'],
    ['another resource of a REST API', { ...proxyEvent({ path: '/x' }), resource: '/x' }, undefined],
    ['an HTTP API', payload2Event({ path: '/orders/1' }), 'users'],
    ['an HTTP API with a stage', payload2Event({ path: '/orders/1', stage: 'dev' }), 'users'],
    ['an HTTP API, payload 1.0', ofStage('$default', '/orders/1', '$default'), 'users'],
    ['an HTTP API, payload 1.0, with a greedy route', ofStage('$default', '/orders/1', '/{proxy+}'), 'users'],
    ['an HTTP API, payload 1.0, with a stage', ofStage('dev', '/dev/orders/1', '$default'), 'users'],
    ['another path of it', ofStage('dev', '/dev/x', '$default'), undefined],
  ])('of %s', (_name, event, check) => {
    expect(placeOf(event)).toBe(check);
  });
});

test.each<[method: string, headers: readonly (readonly [string, string])[], scopes: readonly string[]]>([
  ['GET', [], ['read']],
  ['HEAD', [], ['read']],
  ['POST', [], []],
  ['POST', [['X-HTTP-Method-Override', 'DELETE']], ['delete']],
  ['POST', [['x-http-method-override', 'delete, GET']], ['delete', 'read']],
  ['POST', [['X-Method-Override', 'x,DELETE']], ['delete']],
  [
    'GET',
    [
      ['X-HTTP-Method', 'DELETE'],
      ['X-HTTP-Method', 'POST'],
    ],
    ['read', 'delete'],
  ],
])('%s with %j needs %j', (method, headers, scopes) => {
  const methodScopes = { GET: ['read'], DELETE: ['delete'] };
  expect(requiredScopes({ methodScopes }, { method, headers })).toEqual(scopes);
});

test.each([
  ['/orders/1', 'users'],
  ['/base/orders/1', 'users'],
  ['/a/b/orders', 'users'],
  ['/admin/orders', 'admins'],
  ['/base/admin/orders', 'admins'],
  ['/orders/admin', 'users'],
  ['/x/y', undefined],
  ['/', undefined],
])('below segments of which no row knows, %s has the check %s', (path, name) => {
  const checks = new PathChecks({ checks: {}, routes: { '/orders': 'users', '/admin': 'admins' } });
  expect(checks.below(path)).toBe(name);
});

test('where no route has a check, no place has one', () => {
  const gate = new TokenGate({ checks: {}, routes: {} }, new VerdictLog('table', undefined));
  expect(gate.place(readApiCall(proxyEvent({ path: '/orders' }), judgingOf().policy, 0))).toBeUndefined();
});
