import { createAdminLog, type AuditRecord } from '../../../lambda/admin/log/admin-log';
import { CHANGE_ACTIONS } from '../../../lib/contract';

const mockLines: string[] = [];
jest.mock('../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

beforeEach(() => {
  mockLines.length = 0;
});

interface MetricLine {
  readonly _aws: {
    readonly CloudWatchMetrics: { readonly Namespace: string; readonly Dimensions: string[][] }[];
  };
}

/** The written lines: those of the log by their messages, metrics with their dimensions. */
function written(): unknown[] {
  return mockLines.map((line) => {
    const read = JSON.parse(line) as Partial<MetricLine> & Record<string, unknown>;
    if (read._aws === undefined) return read['message'];
    const { _aws: aws, ...values } = read;
    return { ...values, Dimensions: aws.CloudWatchMetrics.flatMap(({ Dimensions }) => Dimensions) };
  });
}

const RECORD = {
  requestId: 'one',
  by: 'ada',
  target: 'settings',
  before: undefined,
  after: {
    enableCorsForOAuthEndpoints: true,
    version: 1,
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'ada',
  },
} as const satisfies Omit<AuditRecord, 'action'>;

test.each(CHANGE_ACTIONS)('a change (%s) is a line, and counts in all and by its action', (action) => {
  const log = createAdminLog('allowlist');
  for (let round = 0; round < 2; round++) log.audit({ ...RECORD, action });
  const metric = {
    service: 'allowlist',
    action,
    AdminChange: 1,
    Dimensions: [['service'], ['service', 'action']],
  };
  expect(written()).toEqual(['allowlist changed', metric, 'allowlist changed', metric]);
});

test('a failure is one line, which counts too', () => {
  createAdminLog('allowlist').failure('two', 'no error');
  expect(mockLines).toHaveLength(1);
  expect(JSON.parse(mockLines[0] ?? '')).toMatchObject({
    message: 'request failed',
    requestId: 'two',
    error: { message: 'no error' },
    AdminError: 1,
    _aws: { CloudWatchMetrics: [{ Dimensions: [['service']] }] },
  });
});
