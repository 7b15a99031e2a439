import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError, readAssembly, restApis, tableDefinitions } from '../../gateway';
import { writeAssembly } from './fixtures/assembly';
import { apiResources, functionResource, gatewayResponseResource, type Resources } from './fixtures/template';

/** The code and the message of the error that this throws. */
function errorOf(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof GatewayError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
}

function edited(file: string, edit: (content: Record<string, unknown>) => unknown): string {
  const directory = writeAssembly({});
  const path = join(directory, file);
  writeFileSync(
    path,
    JSON.stringify(edit(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)),
  );
  return directory;
}

describe('reading a cloud assembly', () => {
  test('gives outputs and parameters their values', () => {
    const directory = writeAssembly(apiResources({ methods: [] }), {
      Parameters: { Given: { Type: 'String' }, Defaulted: { Type: 'Number', Default: 3 } },
      Mappings: { Sizes: { 'us-east-1': { size: 'large' } } },
      Outputs: {
        Url: { Value: { 'Fn::Sub': 'https://${Api}.x.${AWS::Region}.${AWS::URLSuffix}/${ApiStage}' } },
        Names: {
          Value: { 'Fn::Join': ['/', [{ Ref: 'AWS::StackName' }, { Ref: 'Given' }, { Ref: 'Defaulted' }]] },
        },
        Size: { Value: { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'size'] } },
        Missing: { Value: { Ref: 'Nothing' } },
      },
    });
    const stack = readAssembly(directory, { parameters: { Given: 'yes' } });
    expect(stack.output('Url')).toBe(`https://${restApis(stack)[0]!.id}.x.us-east-1.amazonaws.com/live`);
    expect(stack.output('Names')).toBe('Shop/yes/3');
    expect(stack.output('Size')).toBe('large');
    expect(stack.output('None')).toBeUndefined();
    expect(errorOf(() => stack.output('Missing'))).toMatchObject({
      code: 'template_unsupported',
      message: expect.stringContaining('Missing (Output): Value cannot be resolved') as string,
    });
  });

  test('takes account and region from the stack where it names them', () => {
    const directory = edited('manifest.json', (manifest) => {
      const { Shop } = manifest['artifacts'] as { Shop: Record<string, unknown> };
      Shop['environment'] = 'aws://210987654321/eu-central-1';
      return manifest;
    });
    expect(readAssembly(directory).environment).toEqual({ account: '210987654321', region: 'eu-central-1' });
  });

  test.each<[string, () => string, string]>([
    ['no folder', () => join(tmpdir(), 'no-such-folder'), 'assembly_unreadable'],
    ['a folder without a manifest', () => join(__dirname, 'fixtures'), 'assembly_unreadable'],
    ['a manifest that is a list', () => edited('manifest.json', () => []), 'assembly_unreadable'],
    ['no stack', () => edited('manifest.json', () => ({ artifacts: {} })), 'assembly_unreadable'],
    [
      'two stacks',
      () =>
        edited('manifest.json', ({ artifacts }) => {
          const { Shop } = artifacts as Record<string, unknown>;
          return { artifacts: { Shop, Other: Shop } };
        }),
      'assembly_unreadable',
    ],
    [
      'a stack without a template',
      () => edited('manifest.json', () => ({ artifacts: { Shop: { type: 'aws:cloudformation:stack' } } })),
      'assembly_unreadable',
    ],
    ['a template without resources', () => edited('Shop.template.json', () => ({})), 'template_invalid'],
    [
      'a resource without a type',
      () => edited('Shop.template.json', () => ({ Resources: { A: {} } })),
      'template_invalid',
    ],
  ])('is refused for %s', (_name, directory, code) => {
    expect(errorOf(() => readAssembly(directory()))).toMatchObject({ code });
  });

  test('takes the stack that is asked for', () => {
    const directory = edited('manifest.json', ({ artifacts }) => {
      const { Shop, ...others } = artifacts as Record<string, Record<string, unknown>>;
      const Named = { ...Shop, properties: { ...(Shop!['properties'] as object), stackName: 'other-name' } };
      return { artifacts: { ...others, Shop, Named } };
    });
    expect(readAssembly(directory, { stackName: 'Shop' }).name).toBe('Shop');
    expect(readAssembly(directory, { stackName: 'other-name' }).name).toBe('other-name');
    expect(errorOf(() => readAssembly(directory, { stackName: 'third' })).message).toContain(
      'Shop, other-name',
    );
  });
});

describe('the REST APIs of a template', () => {
  const apisOf = (resources: Resources) => restApis(readAssembly(writeAssembly(resources)));

  test('are kept apart', () => {
    const apis = apisOf({
      ...functionResource('Echo', 'echo'),
      ...apiResources({ methods: [{ path: '/one', verb: 'GET', to: 'Echo' }] }),
      ...apiResources({ methods: [{ path: '/two', verb: 'GET', to: 'Echo' }] }, 'Second'),
    });
    expect(apis.map(({ logicalId, name }) => [logicalId, name])).toEqual([
      ['Api', 'Api'],
      ['Second', 'Second'],
    ]);
    const [one, two] = apis;
    expect(one!.id).not.toBe(two!.id);
    expect(one!.routes.match('GET', '/one')).toBeDefined();
    expect(one!.routes.match('GET', '/two')).toBeUndefined();
    expect(two!.routes.match('GET', '/two')).toBeDefined();
  });

  test.each<[string, Resources]>([
    [
      'Api (AWS::ApiGateway::RestApi): BodyS3Location',
      apiResources({ methods: [], properties: { BodyS3Location: {} } }),
    ],
    ['Api (AWS::ApiGateway::RestApi): Stage', { Api: { Type: 'AWS::ApiGateway::RestApi' } }],
    [
      'ApiDEFAULT4XX (AWS::ApiGateway::GatewayResponse): ResponseParameters.gatewayresponse.header.A',
      {
        ...apiResources({ methods: [] }),
        ...gatewayResponseResource('DEFAULT_4XX', {
          ResponseParameters: { 'gatewayresponse.header.A': 'bare' },
        }),
      },
    ],
    [
      'ApiDEFAULT4XX (AWS::ApiGateway::GatewayResponse): ResponseParameters.A',
      {
        ...apiResources({ methods: [] }),
        ...gatewayResponseResource('DEFAULT_4XX', { ResponseParameters: { A: "'b'" } }),
      },
    ],
    [
      'Sometimes (Condition): condition',
      { Api: { Type: 'AWS::ApiGateway::RestApi', Condition: 'Sometimes' } },
    ],
  ])('are refused for %s', (message, resources) => {
    const error = errorOf(() => apisOf(resources));
    expect(error.code).toBe('template_unsupported');
    expect(error.message).toContain(message);
  });
});

describe('a template as a whole', () => {
  const stage = (name: string) => ({
    Type: 'AWS::ApiGateway::Stage',
    Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: 'x', StageName: name },
  });
  const read = (resources: Resources, sections = {}) => readAssembly(writeAssembly(resources, sections));

  test('serves each stage of an API', () => {
    const stack = read({ ...apiResources({ methods: [] }), Another: stage('beta') });
    expect(restApis(stack).map((api) => api.stage.name)).toEqual(['live', 'beta']);
  });

  test('leaves out what its conditions leave out', () => {
    const conditions = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
    const stack = read(
      { ...apiResources({ methods: [] }), B: { ...stage('b'), Condition: 'Never' } },
      conditions,
    );
    expect(restApis(stack).map((api) => api.stage.name)).toEqual(['live']);
  });

  test('says that a resource policy is not applied', () => {
    const stack = read(apiResources({ methods: [], properties: { Policy: { Statement: [] } } }));
    expect(restApis(stack)[0]!.notes).toEqual([expect.stringContaining('Api: its resource policy')]);
  });

  test('makes up what a resource of an unknown type is called', () => {
    const stack = read(
      { Queue: { Type: 'AWS::SQS::Queue' } },
      {
        Outputs: {
          Name: { Value: { Ref: 'Queue' } },
          Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
        },
      },
    );
    expect(stack.output('Name')).toBe('Shop-Queue');
    expect(stack.output('Arn')).toBe('arn:aws:sqs:us-east-1:123456789012:Shop-Queue');
  });
});

describe('the tables of a template', () => {
  const key = {
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  };
  const tablesOf = (type: string, properties: Record<string, unknown>) =>
    tableDefinitions(readAssembly(writeAssembly({ Table: { Type: type, Properties: properties } })));

  test.each(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'])('come from %s', (type) => {
    expect(tablesOf(type, key)).toEqual([
      {
        logicalId: 'Table',
        name: 'Shop-Table',
        key: [
          { name: 'pk', role: 'HASH', type: 'S' },
          { name: 'sk', role: 'RANGE', type: 'N' },
        ],
      },
    ]);
    expect(tablesOf(type, { ...key, TableName: 'mine' })[0]!.name).toBe('mine');
  });

  test('have their secondary indexes', () => {
    const index = { IndexName: 'by-name', KeySchema: [], Projection: { ProjectionType: 'ALL' } };
    const [table] = tablesOf('AWS::DynamoDB::Table', { ...key, GlobalSecondaryIndexes: [index] });
    expect(table!.indexes).toEqual({
      attributes: [
        { name: 'pk', type: 'S' },
        { name: 'sk', type: 'N' },
      ],
      input: { GlobalSecondaryIndexes: [index] },
    });
  });

  test('are refused for a key whose attribute is not defined', () => {
    const error = errorOf(() => tablesOf('AWS::DynamoDB::Table', { KeySchema: key.KeySchema }));
    expect(error.message).toContain('AttributeDefinitions');
  });
});
