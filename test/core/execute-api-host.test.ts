import { isExecuteApiHost } from '../../lib/core/execute-api-host';

test.each([
  ['abc.execute-api.eu-west-1.amazonaws.com', true],
  ['abc.execute-api.cn-north-1.amazonaws.com.cn', true],
  ['abc-vpce-0a1b2.execute-api.eu-west-1.amazonaws.com', true],
  ['abd.execute-api.eu-west-1.amazonaws.com', false],
  ['abcd.execute-api.eu-west-1.amazonaws.com', false],
  ['ab.execute-api.eu-west-1.amazonaws.com', false],
  ['abc-vpce-.execute-api.eu-west-1.amazonaws.com', false],
  ['abc-vpce-0a1b2.example.com', false],
  ['abc-vpce-0a1b2', false],
  ['vpce-0a1b2.execute-api.eu-west-1.vpce.amazonaws.com', false],
  ['', false],
])('%s is a host of the API abc: %s', (host, is) => {
  expect(isExecuteApiHost('abc', host)).toBe(is);
});
