import { readApiCall } from '../../../../lambda/shared/event/api-call';
import { judgeCall, lateAllowlist } from '../../../../lambda/shared/verdict/judge-call';
import { proxyEvent } from '../../support/events';
import { DISCOVERY, judgingOf, environment, LISTED, MemoryAllowlist } from '../../support/judging';

jest.mock('../../../../lambda/shared/log/write-line', () => ({ writeLine: () => undefined }));

describe('an allowlist that is made late', () => {
  test('is made at the first look-up, and once', async () => {
    const allowlist = new MemoryAllowlist();
    const make = jest.fn(() => allowlist);
    const judging = judgingOf(environment(), lateAllowlist(make));
    const call = (path: string) =>
      readApiCall(proxyEvent({ path, headers: [['Origin', LISTED]] }), judging.policy, Date.now());
    await judgeCall(judging, call(DISCOVERY), 'responder');
    expect(make).toHaveBeenCalledTimes(0);
    await judgeCall(judging, call('/services/data'), 'responder');
    const { reason } = await judgeCall(judging, call('/services/data'), 'responder');
    expect([make.mock.calls.length, allowlist.asked, reason]).toEqual([1, 2, 'origin_allowlisted']);
  });
});

test('how long a verdict took is told in milliseconds', async () => {
  const judging = judgingOf();
  const log = jest.spyOn(judging.log, 'verdict');
  const clock = jest.spyOn(process.hrtime, 'bigint');
  clock.mockReturnValueOnce(5_000_000_000n).mockReturnValueOnce(5_012_500_000n);
  await judgeCall(judging, readApiCall(proxyEvent(), judging.policy, Date.now()), 'authorizer');
  clock.mockRestore();
  expect(log.mock.calls[0]?.[2]).toEqual({ seat: 'authorizer', latencyMillis: 12.5, lookup: undefined });
});
