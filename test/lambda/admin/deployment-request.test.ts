import { readAddress, readRequest } from '../../../lambda/admin/initial/deployment-request';
import { ShapeError } from '../../../lambda/shared/configuration/shape';

const URL_OF_ANSWER = 'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x?y=z';
const ADDRESS = {
  ResponseURL: URL_OF_ANSWER,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'logical',
};
const ASKED = { TableName: 'table', Patterns: ['https://a.example'] };
const READ = { tableName: 'table', patterns: ['https://a.example'], enableCorsForOAuthEndpoints: false };

/** Where and why an event is refused. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
  throw new Error('the event is taken');
}

describe('the address of an answer', () => {
  test('is read, with the same physical id for every new resource', () => {
    const address = {
      url: URL_OF_ANSWER,
      stackId: 'stack',
      requestId: 'request',
      logicalResourceId: 'logical',
    };
    expect(readAddress(ADDRESS)).toEqual({ ...address, physicalResourceId: 'cors-initial-entries' });
    const given = { ...ADDRESS, PhysicalResourceId: 'given' };
    expect(readAddress(given)).toEqual({ ...address, physicalResourceId: 'given' });
  });

  test.each<[unknown, string]>([
    [undefined, 'event: must be an object'],
    [null, 'event: must be an object'],
    ['x', 'event: must be an object'],
    [{}, 'ResponseURL: must be a string'],
    [{ ...ADDRESS, ResponseURL: 'https://evil.example' }, 'ResponseURL: must be a URL of CloudFormation'],
    [{ ...ADDRESS, StackId: 1 }, 'StackId: must be a string'],
    [{ ...ADDRESS, RequestId: 1 }, 'RequestId: must be a string'],
    [{ ...ADDRESS, LogicalResourceId: 1 }, 'LogicalResourceId: must be a string'],
    [{ ...ADDRESS, PhysicalResourceId: 1 }, 'PhysicalResourceId: must be a string'],
  ])('is not in %j', (event, refusal) => {
    expect(refusalOf(() => readAddress(event))).toBe(refusal);
  });
});

describe('a request', () => {
  test('of a deletion says no more', () => {
    expect(readRequest({ RequestType: 'Delete' })).toEqual({ type: 'Delete' });
  });

  test.each([
    [undefined, false],
    ['false', false],
    ['true', true],
  ])('of a creation asks for patterns and, with the setting %j, for %j', (enable, enabled) => {
    const ResourceProperties = { ...ASKED, EnableCorsForOAuthEndpoints: enable };
    const now = { ...READ, enableCorsForOAuthEndpoints: enabled };
    expect(readRequest({ RequestType: 'Create', ResourceProperties })).toEqual({ type: 'Create', now });
  });

  test('of an update says what was asked for before', () => {
    const ResourceProperties = { ...ASKED, Patterns: ['https://a.example', 'https://b.example'] };
    const event = { RequestType: 'Update', ResourceProperties, OldResourceProperties: ASKED };
    const now = { ...READ, patterns: ResourceProperties.Patterns };
    expect(readRequest(event)).toEqual({ type: 'Update', now, before: READ, repeated: false });
  });

  test('of an update that changes nothing is a repetition', () => {
    const event = { RequestType: 'Update', ResourceProperties: ASKED, OldResourceProperties: { ...ASKED } };
    expect(readRequest(event)).toEqual({ type: 'Update', now: READ, before: READ, repeated: true });
  });

  const created = (properties: unknown): object => ({
    RequestType: 'Create',
    ResourceProperties: properties,
  });

  test.each<[unknown, string]>([
    [null, 'event: must be an object'],
    [{}, 'RequestType: must be one of "Create", "Update", "Delete"'],
    [created(undefined), 'ResourceProperties: must be an object'],
    [created({ ...ASKED, TableName: 1 }), 'ResourceProperties.TableName: must be a string'],
    [created({ ...ASKED, Patterns: 'x' }), 'ResourceProperties.Patterns: must be a list'],
    [created({ ...ASKED, Patterns: [1] }), 'ResourceProperties.Patterns[0]: must be a string'],
    [
      created({ ...ASKED, EnableCorsForOAuthEndpoints: true }),
      'ResourceProperties.EnableCorsForOAuthEndpoints: must be one of "true", "false"',
    ],
    [{ RequestType: 'Update', ResourceProperties: ASKED }, 'OldResourceProperties: must be an object'],
  ])('is not in %j', (event, refusal) => {
    expect(refusalOf(() => readRequest(event))).toBe(refusal);
  });
});
