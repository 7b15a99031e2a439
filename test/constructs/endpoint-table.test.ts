import { CorsAllowlist, CorsGateway, type CorsAllowlistProps } from '../../lib';
import { complaints } from './support/complaints';
import { environmentOf, stackOf } from './support/stack-of';

const TABLE = 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist';
const imported = CorsAllowlist.fromCorsAllowlistAttributes.bind(CorsAllowlist);

describe('no preset fits every API', () => {
  test.each<[string, () => unknown, string[]]>([
    ['an allowlist', () => stackOf((stack) => new CorsAllowlist(stack, 'Cors')), []],
    [
      'over a table that is there',
      () => stackOf((stack) => new CorsAllowlist(stack, 'Cors', { existingTable: { tableArn: TABLE } })),
      [],
    ],
    ['imported', () => stackOf((stack) => imported(stack, 'Cors', { tableArn: TABLE })), []],
    [
      'with another mistake',
      () => stackOf((stack) => new CorsAllowlist(stack, 'Cors', { tableName: 'a b' })),
      ['tableName is "a b"'],
    ],
  ])('%s without an endpoint table is an error', (_, build, others) => {
    expect(complaints(build)).toEqual(['endpoints is missing', ...others]);
  });

  test('a gateway has that of Salesforce', () => {
    const environment = environmentOf(stackOf((stack) => new CorsGateway(stack, 'Cors')));
    expect(environment['CORS_ENDPOINTS']).toContain('"salesforce"');
  });
});

test.each<[string, unknown]>([
  ['a list of paths', ['/orders']],
  ['a name', 'salesforce'],
])('%s is no endpoint table', (_, value) => {
  const props = { endpoints: value } as CorsAllowlistProps;
  const expected = [`endpoints is ${JSON.stringify(value)}`];
  expect(complaints(() => stackOf((stack) => new CorsAllowlist(stack, 'Cors', props)))).toEqual(expected);
  const attributes = { ...props, tableArn: TABLE };
  expect(complaints(() => stackOf((stack) => imported(stack, 'Cors', attributes)))).toEqual(expected);
});
