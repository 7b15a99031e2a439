import { ApiProblem } from '../../console/api/problem';
import { noLogReason } from '../../console/shell/no-log';
import { ADMIN_PROBLEMS } from '../../lib/contract';

const problem = (code: keyof typeof ADMIN_PROBLEMS): ApiProblem =>
  new ApiProblem(ADMIN_PROBLEMS[code].status, code, ADMIN_PROBLEMS[code].title);

test.each<[string, unknown, string | undefined]>([
  ['a log that is not known', problem('refusals_unavailable'), 'unknown'],
  ['a log without verdicts', problem('verdicts_not_logged'), ADMIN_PROBLEMS.verdicts_not_logged.title],
  ['a log that did not answer', problem('log_unavailable'), undefined],
  ['another error', new Error('x'), undefined],
])('the page says of %s why', (_, error, expected) => {
  expect(noLogReason(error, 'unknown')).toBe(expected);
});

test('the words about a log without verdicts name the setting', () => {
  expect(ADMIN_PROBLEMS.verdicts_not_logged.title).toContain('verdictLog');
});
