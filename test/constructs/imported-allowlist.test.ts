import { Aws, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { readPolicyDocument } from '../../lambda/shared/configuration/configuration';
import { CorsAllowlist, CorsEndpoint, CorsEndpoints, type CorsAllowlistAttributes } from '../../lib';
import { backendFunction } from './support/backend-function';
import { environmentOf, stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const TABLE = 'arn:aws:dynamodb:eu-central-1:123456789012:table/allowlist';
const HERE = { env: { account: '123456789012', region: 'eu-central-1' } };

function imported(attributes: CorsAllowlistAttributes, env = HERE): Built {
  return stackOf(
    (stack) => {
      const allowlist = CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Imported', {
        ...WITH_TABLE,
        ...attributes,
      });
      allowlist.grantMiddleware(backendFunction(stack));
    },
    {},
    env,
  );
}

test('a function uses the table of another stack, by a policy of its own', () => {
  const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/data')]);
  const built = imported({ tableArn: TABLE, endpoints });
  const { Variables } = Object.values(
    built.resources<{ Environment: { Variables: Record<string, string> } }>('AWS::Lambda::Function'),
  )[0]!.Properties.Environment;
  expect(Variables['CORS_TABLE_NAME']).toBe('allowlist');
  expect(readPolicyDocument(environmentOf(built, /Backend/)).endpoints).toMatchObject([{ path: '/data' }]);
  built.template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: 'dynamodb:BatchGetItem', Effect: 'Allow', Resource: TABLE }] },
  });
  expect(built.resources('AWS::DynamoDB::GlobalTable')).toEqual({});
});

test('a table of another account is known by its ARN', () => {
  const tableArn = TABLE.replace('123456789012', '210987654321');
  stackOf(
    (stack) => {
      const allowlist = CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Imported', {
        ...WITH_TABLE,
        tableArn,
      });
      expect(allowlist.middlewareEnvironment['CORS_TABLE_NAME']).toBe(tableArn);
      expect(allowlist.metricAllowed().dimensions).toEqual({ service: tableArn });
    },
    {},
    HERE,
  );
});

test('a customer key is used for reading', () => {
  const encryptionKey = Key.fromKeyArn(
    new Stack(),
    'Key',
    'arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000',
  );
  const built = imported({ tableArn: TABLE, encryptionKey });
  expect(JSON.stringify(built.template.toJSON())).toContain('"kms:Decrypt"');
});

test('an ARN that is known only at deployment is taken as it is', () => {
  const tableArn = `arn:${Aws.PARTITION}:dynamodb:${Aws.REGION}:${Aws.ACCOUNT_ID}:table/allowlist`;
  expect(() => imported({ tableArn })).not.toThrow();
});

test.each([
  ['no ARN', 'allowlist', HERE],
  ['the ARN of something else', 'arn:aws:s3:::bucket', HERE],
  ['the ARN of an index', `${TABLE}/index/one`, HERE],
  ['a table of another partition', TABLE.replace(':aws:', ':aws-cn:'), HERE],
  ['a table of another region', TABLE.replace('eu-central-1', 'eu-west-1'), HERE],
])('%s is refused', (_, tableArn, env) => {
  expect(() => imported({ tableArn }, env)).toThrow(
    `Example/Imported cannot be synthesized:\n  - tableArn is ${JSON.stringify(tableArn)}: `,
  );
});
