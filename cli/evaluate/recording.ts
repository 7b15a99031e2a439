import type { AdminClient } from '../api/admin-client';
import { ApiProblem } from '../api/problem';
import type { Evaluation, Simulation } from '../api/shapes';
import type { Surroundings } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT, type ExitCode } from '../terminal/exit-code';
import { oneLine, tableLines } from '../terminal/table';
import { inParallel } from '../command/in-parallel';
import { recordedRequests } from './har';

/** Questions at a time. */
const PARALLEL = 5;

interface JudgedRequest {
  readonly question: Simulation;
  readonly count: number;
  readonly verdict?: Evaluation;
  /** Why the simulator took no such question. */
  readonly problem?: string;
}

/** Judges every request of a recording, and says which the browser will block and why. */
export async function evaluateRecording(
  { terminal, client, given }: Surroundings,
  file: string,
  expected: string | undefined,
): Promise<ExitCode> {
  const hosts = given.texts('host');
  const recorded = recordedRequests(file, hosts);
  if (recorded.length === 0) throw nothingToJudge(file, hosts);
  const found = new Set(recorded.map(({ question }) => new URL(question.url).host));
  if (hosts.length === 0 && found.size > 1) {
    terminal.note(
      `The recording has requests to ${String(found.size)} hosts; --host keeps to those of your API.`,
    );
  }
  const admin = await client();
  let done = 0;
  const judged = await inParallel(PARALLEL, recorded, async ({ question, count }) => {
    const answer = await judge(admin, question);
    terminal.progress(`${String(++done)} of ${String(recorded.length)} requests`);
    return { question, count, ...answer };
  });
  const blocked = judged.filter(isBlocked);
  const summary = {
    requests: judged.reduce((sum, { count }) => sum + count, 0),
    different: judged.length,
    blocked: blocked.length,
    notJudged: judged.filter(({ verdict }) => verdict === undefined).length,
  };
  terminal.result({ summary, requests: judged }, () => [
    ...blockedLines(blocked),
    ...judged.flatMap(({ problem, question }) =>
      problem === undefined ? [] : [`not judged: ${oneLine(question.url)}: ${oneLine(problem)}`],
    ),
    `${String(summary.requests)} requests, ${String(summary.different)} different: ` +
      `${String(summary.blocked)} will be blocked, ${String(summary.notJudged)} could not be judged.`,
  ]);
  const isAsExpected =
    expected === undefined ||
    judged.every(({ verdict }) => verdict === undefined || verdict.outcome === expected);
  return isAsExpected ? EXIT.done : EXIT.notAsExpected;
}

function nothingToJudge(file: string, hosts: readonly string[]): CommandError {
  const where = hosts.length === 0 ? '' : ` to ${hosts.join(', ')}`;
  return new CommandError(
    EXIT.invalid,
    'bad_recording',
    `${file} has no request${where}.`,
    hosts.length === 0 ? 'record while the page calls your API' : 'leave --host out to see all of them',
  );
}

async function judge(
  admin: AdminClient,
  question: Simulation,
): Promise<Pick<JudgedRequest, 'verdict' | 'problem'>> {
  try {
    return { verdict: await admin.evaluate(question) };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 422) return { problem: error.message };
    throw error;
  }
}

function isBlocked({ verdict }: JudgedRequest): boolean {
  return verdict?.browser?.blocked ?? verdict?.outcome === 'refuse';
}

function blockedLines(blocked: readonly JudgedRequest[]): readonly string[] {
  if (blocked.length === 0) return ['No request will be blocked.'];
  return tableLines(
    ['BLOCKED', 'URL', 'ORIGIN', 'TIMES', 'WHY', 'FIX'],
    blocked.map(({ question, count, verdict }) => [
      question.method,
      question.url,
      question.origin ?? '-',
      String(count),
      verdict?.browser?.because ?? verdict?.reason,
      verdict?.fix?.text,
    ]),
  );
}
