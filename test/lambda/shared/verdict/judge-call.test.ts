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
