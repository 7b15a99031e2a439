import { errorFields } from '../../../../lambda/shared/log/error-fields';
import { Logger } from '../../../../lambda/shared/log/logger';

const mockLines: string[] = [];
jest.mock('../../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

beforeEach(() => {
  mockLines.length = 0;
});

/** Levels of the lines that are written with this environment. */
function written(environment: Readonly<Record<string, string>>): readonly unknown[] {
  const logger = new Logger('table', environment);
  logger.info('a', {});
  logger.warn('b', {});
  logger.error('c', {});
  return mockLines.map((line) => (JSON.parse(line) as { level: unknown }).level);
}

const ALL = ['INFO', 'WARN', 'ERROR'];

test.each<[environment: Readonly<Record<string, string>>, levels: readonly string[]]>([
  [{}, ALL],
  [{ POWERTOOLS_LOG_LEVEL: 'DEBUG' }, ALL],
  [{ POWERTOOLS_LOG_LEVEL: 'warn' }, ['WARN', 'ERROR']],
  [{ POWERTOOLS_LOG_LEVEL: 'ERROR' }, ['ERROR']],
  [{ POWERTOOLS_LOG_LEVEL: 'CRITICAL' }, []],
  [{ POWERTOOLS_LOG_LEVEL: 'SILENT' }, []],
  [{ POWERTOOLS_LOG_LEVEL: 'loud' }, ALL],
  [{ LOG_LEVEL: 'ERROR' }, ['ERROR']],
  [{ POWERTOOLS_LOG_LEVEL: 'INFO', LOG_LEVEL: 'ERROR' }, ALL],
  [{ AWS_LAMBDA_LOG_LEVEL: 'WARN', POWERTOOLS_LOG_LEVEL: 'INFO' }, ['WARN', 'ERROR']],
  [{ AWS_LAMBDA_LOG_LEVEL: 'FATAL' }, []],
  [{ AWS_LAMBDA_LOG_LEVEL: 'loud', LOG_LEVEL: 'WARN' }, ['WARN', 'ERROR']],
])('with %j, lines of %j are written', (environment, levels) => {
  expect(written(environment)).toEqual(levels);
});

test('a line below the level leaves its metrics and nothing else', () => {
  const logger = new Logger('table', { LOG_LEVEL: 'SILENT' });
  logger.error(
    'a',
    { origin: 'b' },
    { all: { Some: 1 }, byOne: { metric: 'Other', dimension: 'reason', value: 'why' } },
  );
  expect(JSON.parse(mockLines.join())).toEqual({
    service: 'table',
    reason: 'why',
    Some: 1,
    Other: 1,
    _aws: expect.any(Object) as object,
  });
});

test('the trace of X-Ray is in errors where there is one, and in no other line', () => {
  const logger = new Logger('table', {});
  for (const header of [
    'Root=1-5759e988-bd862e3f;Parent=5;Sampled=1',
    'Root=1-5759e988-bd862e3f',
    'other',
    '',
  ]) {
    process.env['_X_AMZN_TRACE_ID'] = header;
    logger.error('a', {});
  }
  process.env['_X_AMZN_TRACE_ID'] = 'Root=1-5759e988-bd862e3f';
  logger.warn('a', {});
  delete process.env['_X_AMZN_TRACE_ID'];
  expect(mockLines.map((line) => (JSON.parse(line) as { xray_trace_id?: string }).xray_trace_id)).toEqual([
    '1-5759e988-bd862e3f',
    '1-5759e988-bd862e3f',
    undefined,
    undefined,
    undefined,
  ]);
});

describe('an error', () => {
  test('has its causes, and none of its further properties', () => {
    const cause = Object.assign(new TypeError('inner'), { request: { authorization: 's3cr3t' } });
    const fields = errorFields(new Error('outer', { cause }));
    expect(fields).toMatchObject({
      name: 'Error',
      message: 'outer',
      cause: { name: 'TypeError', message: 'inner' },
    });
    expect(JSON.stringify(fields)).not.toContain('s3cr3t');
  });

  test('that is its own cause ends', () => {
    const error = new Error('ring');
    error.cause = error;
    expect(JSON.stringify(errorFields(error)).match(/"message":"ring"/g)).toHaveLength(6);
  });

  test.each<[thrown: unknown, message: string]>([
    ['text', 'text'],
    [undefined, 'undefined'],
    [{ toString: () => 'shown' }, 'shown'],
  ])('%j is one too', (thrown, message) => {
    expect(errorFields(thrown)).toMatchObject({ name: 'Error', message });
  });
});
