import {
  apiResources,
  targetAt,
  shadowingRoute,
  type TargetRoute,
} from '../../lib/constructs/private/gateway/api-resources';

function prefix(path: string, target: string): TargetRoute<string> {
  return { path, match: 'prefix', target };
}

function exact(path: string, target: string): TargetRoute<string> {
  return { path, match: 'exact', target };
}

const ROOT = prefix('/', 'root');

describe('resources', () => {
  test.each<[string, TargetRoute<string>[], Record<string, string>]>([
    ['one target for all', [ROOT], { '/': 'root', '/{proxy+}': 'root' }],
    [
      'a backend at a path and below it, none on the way to it',
      [ROOT, prefix('/a/b', 'x')],
      { '/': 'root', '/{proxy+}': 'root', '/a/b': 'x', '/a/b/{proxy+}': 'x' },
    ],
    ['a very path', [ROOT, exact('/a/b', 'x')], { '/': 'root', '/{proxy+}': 'root', '/a/b': 'x' }],
    [
      'none for what its surroundings serve',
      [ROOT, prefix('/a', 'root'), exact('/b', 'root')],
      { '/': 'root', '/{proxy+}': 'root' },
    ],
    [
      'one for what a backend between would take',
      [ROOT, prefix('/a', 'x'), prefix('/a/b', 'root')],
      {
        '/': 'root',
        '/{proxy+}': 'root',
        '/a': 'x',
        '/a/{proxy+}': 'x',
        '/a/b': 'root',
        '/a/b/{proxy+}': 'root',
      },
    ],
    [
      'a version beside nothing',
      [ROOT, prefix('/d/v*/j', 'x')],
      { '/': 'root', '/{proxy+}': 'root', '/d/{version}/j': 'x', '/d/{version}/j/{proxy+}': 'x' },
    ],
    [
      'a version where everything below belongs to another: two variable parts cannot stand side by side',
      [ROOT, prefix('/d', 'y'), prefix('/d/v*/j', 'x')],
      {
        '/': 'root',
        '/{proxy+}': 'root',
        '/d': 'y',
        '/d/{version}/j': 'x',
        '/d/{version}': 'y',
        '/d/{version}/{proxy+}': 'y',
        '/d/{version}/j/{proxy+}': 'x',
      },
    ],
    [
      'a version at the root',
      [ROOT, prefix('/v*/j', 'x')],
      {
        '/': 'root',
        '/{version}': 'root',
        '/{version}/{proxy+}': 'root',
        '/{version}/j': 'x',
        '/{version}/j/{proxy+}': 'x',
      },
    ],
    [
      'a parameter and everything below it',
      [ROOT, prefix('/orders/{id}', 'x')],
      { '/': 'root', '/{proxy+}': 'root', '/orders/{id}': 'x', '/orders/{id}/{proxy+}': 'x' },
    ],
    [
      'a parameter below another backend, which keeps what is its own',
      [ROOT, prefix('/orders', 'y'), prefix('/orders/{id}/items', 'x')],
      {
        '/': 'root',
        '/{proxy+}': 'root',
        '/orders': 'y',
        '/orders/{id}/items': 'x',
        '/orders/{id}/items/{proxy+}': 'x',
        '/orders/{id}': 'y',
        '/orders/{id}/{proxy+}': 'y',
      },
    ],
    [
      'three backends, each inside of the other',
      [ROOT, prefix('/orders', 'y'), prefix('/orders/{id}', 'z'), prefix('/orders/{order}/items', 'x')],
      {
        '/': 'root',
        '/{proxy+}': 'root',
        '/orders': 'y',
        '/orders/{id}': 'z',
        '/orders/{id}/items': 'x',
        '/orders/{id}/items/{proxy+}': 'x',
        '/orders/{id}/{proxy+}': 'z',
      },
    ],
    [
      'everything below a path, and not the path itself',
      [ROOT, prefix('/files/{path+}', 'x')],
      { '/': 'root', '/{proxy+}': 'root', '/files/{proxy+}': 'x' },
    ],
    [
      'a text beside a parameter',
      [ROOT, prefix('/orders/{id}', 'x'), prefix('/orders/open', 'root')],
      {
        '/': 'root',
        '/{proxy+}': 'root',
        '/orders/{id}': 'x',
        '/orders/{id}/{proxy+}': 'x',
        '/orders/open': 'root',
        '/orders/open/{proxy+}': 'root',
      },
    ],
    [
      'a certain version beside any',
      [ROOT, prefix('/d', 'y'), prefix('/d/v*/j', 'x'), prefix('/d/v1.0/j', 'y')],
      {
        '/': 'root',
        '/{proxy+}': 'root',
        '/d': 'y',
        '/d/{version}/j': 'x',
        '/d/v1.0/j': 'y',
        '/d/{version}': 'y',
        '/d/{version}/{proxy+}': 'y',
        '/d/{version}/j/{proxy+}': 'x',
        '/d/v1.0/j/{proxy+}': 'y',
      },
    ],
  ])('%s', (_, routes, expected) => {
    expect(Object.fromEntries(apiResources(routes))).toEqual(expected);
  });

  test.each<[TargetRoute<string>[]]>([
    [[ROOT, prefix('/d', 'y'), prefix('/d/v*/j', 'x'), prefix('/d/v*/k', 'z')]],
    [[ROOT, prefix('/v*/v*/j', 'x'), prefix('/v*', 'root')]],
  ])('never has two variable parts side by side', (routes) => {
    const variable = [...apiResources(routes).keys()].flatMap((path) => {
      const parts = path.split('/');
      return parts.flatMap((part, i) =>
        part.startsWith('{') ? [`${parts.slice(0, i).join('/')}→${part}`] : [],
      );
    });
    const parents = [...new Set(variable)].map((entry) => entry.split('→')[0]);
    expect(new Set(parents).size).toBe(parents.length);
  });
});

describe('the target of a path', () => {
  const routes = [ROOT, prefix('/a', 'x'), exact('/a/b', 'y'), prefix('/d/v*', 'z')];

  test.each([
    ['/', 'root'],
    ['/ab', 'root'],
    ['/a', 'x'],
    ['/a/c', 'x'],
    ['/a/b', 'y'],
    ['/a/b/c', 'x'],
    ['/d/v*/e', 'z'],
    ['/d/v1.0', 'z'],
    ['/d/e', 'root'],
  ])('%s → %s', (path, target) => {
    expect(targetAt(routes, path)).toBe(target);
  });
});

describe('a version that takes all', () => {
  test('is found', () => {
    expect(shadowingRoute([ROOT, prefix('/d', 'y'), prefix('/d/v*', 'x')])?.path).toBe('/d/v*');
  });

  test.each<[string, TargetRoute<string>[]]>([
    ['it is the same backend', [ROOT, prefix('/d', 'x'), prefix('/d/v*', 'x')]],
    ['the backend above stands further away', [ROOT, prefix('/d', 'y'), prefix('/d/e/v*', 'x')]],
    ['there is more below the version', [ROOT, prefix('/d', 'y'), prefix('/d/v*/j', 'x')]],
  ])('is none where %s', (_, routes) => {
    expect(shadowingRoute(routes)).toBeUndefined();
  });
});
