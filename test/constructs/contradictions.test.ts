import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CorsAllowlist, Excluded } from '../../lib';
import { parts } from './support/judged-api';
import { stackOf } from './support/stack-of';
import { to } from './support/judged-api';
import { WITH_TABLE } from './support/with-table';

test('a second allowlist on a method is refused by an error that names the first one', () => {
  const act = () =>
    stackOf((stack) => {
      const { api, allowlist } = parts(stack);
      allowlist.protect(api);
      new CorsAllowlist(stack, 'Second', WITH_TABLE).protect(api);
    });
  expect(act).toThrow(/Example\/Allowlist[^/]/);
});

test.each<[string, boolean, Excluded, number]>([
  ['warns where the first call closes', true, Excluded.CLOSED, 1],
  ['warns where the second call closes', false, Excluded.CLOSED, 1],
  ['is silent where the other call leaves it', true, Excluded.UNTOUCHED, 0],
])('a method that one call protects and another one excludes %s', (_, isFirst, excludeAs, count) => {
  const { stack } = stackOf((one) => {
    const { api, allowlist, handler } = parts(one);
    const closed = api.root.addResource('closed');
    closed.addMethod('GET', to(handler));
    const calls = [
      () => {
        allowlist.protect(api, { exclude: [closed], excludeAs });
      },
      () => {
        allowlist.protect(closed);
      },
    ];
    for (const call of isFirst ? calls : calls.reverse()) call();
  });
  const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('closedAndProtected'));
  expect(found).toHaveLength(count);
});
