import { Annotations as Say, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CorsGateway, type CorsGatewayProps } from '../../lib';
import { stackOf } from './support/stack-of';

const SITE = 'https://www.example.com';

function warnings(props: CorsGatewayProps, then: (stack: Stack) => void = () => undefined): unknown[] {
  const { stack } = stackOf((made) => {
    new CorsGateway(made, 'Cors', props);
    then(made);
  });
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => entry.data);
}

test.each<[string, string[], string[], number]>([
  ['named twice', [SITE], [SITE], 1],
  ['spelled in two ways', [SITE], ['https://WWW.example.com:443'], 1],
  ['one of several', ['https://cdn.example.com', SITE], ['https://a.example', SITE], 1],
  ['below a wildcard, which stands for other sites too', [SITE], ['https://*.example.com'], 0],
  ['another port', [`${SITE}:8443`], [SITE], 0],
  ['other origins', [SITE], ['https://a.example'], 0],
])('an alias and an initial origin: %s', (_, sameOriginAliases, patterns, expected) => {
  const initialOrigins = patterns.map((pattern) => ({ pattern }));
  expect(warnings({ sameOriginAliases, initialOrigins })).toHaveLength(expected);
});

test('the warning names the origin and both props, and can be acknowledged', () => {
  const props = { sameOriginAliases: [SITE], initialOrigins: [{ pattern: SITE }] };
  expect(warnings(props)).toEqual([
    expect.stringMatching(/^(?=.*sameOriginAliases)(?=.*initialOrigins)(?=.*https:\/\/www\.example\.com)/),
  ]);
  const acknowledge = (stack: Stack): void => {
    Say.of(stack).acknowledgeWarning(`apigateway-cors-allowlist:listedAlias:${SITE}`);
  };
  expect(warnings(props, acknowledge)).toEqual([]);
});
