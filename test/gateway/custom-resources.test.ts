import { Functions, createCustomResources, readAssembly } from '../../gateway';
import { writeAssembly } from './fixtures/assembly';
import { functionResource, type Resources } from './fixtures/template';

const ServiceToken = { 'Fn::GetAtt': ['Writer', 'Arn'] };

/** Creates what a template asks for; gives the events that functions got. */
async function create(resources: Resources): Promise<Record<string, unknown>[]> {
  const stack = readAssembly(writeAssembly({ ...functionResource('Writer', 'deployed'), ...resources }));
  const lines: string[] = [];
  const functions = new Functions(stack, { onLine: (_identity, line) => lines.push(line) });
  try {
    await createCustomResources(stack, functions);
  } finally {
    await functions.close();
  }
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

function custom(properties: Record<string, unknown>, Type = 'Custom::Thing'): Resources {
  return { Thing: { Type, Properties: { ServiceToken, ...properties } } };
}

test.each(['Custom::Thing', 'AWS::CloudFormation::CustomResource'])(
  '%s is created by its function',
  async (type) => {
    const Table = { Type: 'AWS::DynamoDB::GlobalTable' };
    const properties = { Answer: 'SUCCESS', TableName: { Ref: 'Table' }, Flags: [true, { Many: 3 }] };
    const [event, ...more] = await create({ Table, ...custom(properties, type) });
    expect(more).toEqual([]);
    expect(event).toEqual({
      RequestType: 'Create',
      RequestId: expect.any(String) as string,
      ResponseURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]{36}$/) as string,
      StackId: expect.stringMatching(/^arn:aws:cloudformation:.+:stack\/Shop\//) as string,
      ResourceType: type,
      LogicalResourceId: 'Thing',
      ResourceProperties: {
        ServiceToken: expect.stringMatching(/:function:/) as string,
        Answer: 'SUCCESS',
        TableName: expect.stringMatching(/Table/) as string,
        // As CloudFormation hands them over.
        Flags: ['true', { Many: '3' }],
      },
    });
  },
);

test('a stack without custom resources calls no function', async () => {
  expect(await create({})).toEqual([]);
});

test.each([
  ['that fails gives its reason', { Answer: 'FAILED' }, 'Thing (Custom::Thing): because'],
  ['that throws', { Answer: 'throw' }, 'Thing (Custom::Thing): out of order'],
  ['that does not answer', { Answer: 'silence' }, 'Thing (Custom::Thing): no answer'],
  ['that answers too much', { Answer: 'SUCCESS', Size: 5000 }, 'Thing (Custom::Thing): no answer'],
])('a custom resource %s ends the start with an error', async (_, properties, message) => {
  await expect(create(custom(properties))).rejects.toMatchObject({ code: 'deployment_failed', message });
});

test('a custom resource whose function is in another stack ends the start with an error', async () => {
  const elsewhere = { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:other' };
  await expect(create(custom(elsewhere))).rejects.toMatchObject({ code: 'template_unsupported' });
});
