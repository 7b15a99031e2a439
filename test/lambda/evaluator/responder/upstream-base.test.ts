import { parseBase } from '../../../../lambda/evaluator/upstream/upstream-base';

test.each([
  ['https://b.example', { secure: true, hostname: 'b.example', port: 443, host: 'b.example', basePath: '' }],
  ['http://b.example/', { secure: false, hostname: 'b.example', port: 80, host: 'b.example', basePath: '' }],
  [
    'https://B.example:8443/a/b/',
    { hostname: 'b.example', port: 8443, host: 'b.example:8443', basePath: '/a/b' },
  ],
  ['http://[::1]:3000/a//', { hostname: '::1', port: 3000, host: '[::1]:3000', basePath: '/a' }],
  ['https://b.example/a/../c', { origin: 'https://b.example', basePath: '/c' }],
])('%s is taken apart', (url, parts) => {
  expect(parseBase(url)).toMatchObject(parts);
});
