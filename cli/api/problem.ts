import { CommandError } from '../terminal/command-error';
import { EXIT, type ExitCode } from '../terminal/exit-code';
import type { HttpAnswer } from './http';
import type { FieldError } from './shapes';

/** A problem that the admin API answered with. */
export class ApiProblem extends CommandError {
  constructor(
    readonly status: number,
    code: string,
    message: string,
    fix: string | undefined,
    readonly errors: readonly FieldError[] = [],
    /** Id of the entry that the problem is about. */
    readonly id?: string,
  ) {
    super(exitCodeOf(status), code, message, fix);
  }
}

/** Reasons that `allowSharedOrigin` lifts. */
const SHARED: ReadonlySet<string> = new Set(['wildcard_private_suffix', 'shared_origin']);

const CHECK_URL = 'check --url; it ends at the stage, as the output AdminUrl does';

/** The way on from a problem, by its code. */
const FIXES: Readonly<Record<string, string>> = {
  not_authenticated: 'sign in with "login", or give AWS credentials; "whoami" shows who you are',
  not_permitted: 'ask for the permission; "whoami" shows who you are and what you may do',
  missing_authentication_token: 'check --url, and --auth iam needs AWS credentials',
  not_found: CHECK_URL,
  entry_not_found:
    '"origins list --status deleted" shows what was deleted; --contains finds a part of a pattern',
  entry_exists: '"origins update" changes it',
  entry_deleted: '"origins restore" brings it back',
  entry_not_deleted: 'there is nothing to restore',
  stale_version: 'look at it again with "origins show", and repeat the command',
  simulator_unavailable: 'give gatewayApi to CorsAdminApi, or hosts to the allowlist',
  refusals_unavailable: 'let CorsAdminApi know the log of the evaluator; an imported allowlist has none',
  verdicts_not_logged:
    'set verdictLog of the allowlist to VerdictLog.REFUSALS, or name log groups that have verdicts in furtherLogGroups',
  query_limit: 'wait a moment and repeat the command',
  log_unavailable: 'wait a moment and repeat the command',
  store_unavailable: 'wait a moment and repeat the command',
  throttled: 'wait a moment and repeat the command',
  internal_error: 'the log of the admin function has the reason',
};

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.notPermitted;
  if (status === 409 || status === 412) return EXIT.conflict;
  if (status === 400 || status === 413 || status === 415 || status === 422) return EXIT.invalid;
  if (status === 429 || status === 502 || status === 503 || status === 504) return EXIT.unavailable;
  return EXIT.error;
}

/** The end of a call that another server answered. */
export function notTheAdminApi(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  url: URL,
  said = headers['content-type'] ?? 'an empty answer',
): ApiProblem {
  const isAnswer = status >= 200 && status < 300;
  const message = isAnswer
    ? `${url.href} is not the admin API: it answered with something else.`
    : `${url.origin} answered ${String(status)}: ${said.replace(/\.$/, '')}.`;
  return new ApiProblem(status, 'not_the_admin_api', message, CHECK_URL);
}

interface ProblemBody {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly id?: unknown;
  readonly errors?: unknown;
  readonly message?: unknown;
}

/** The problem in an answer; of one that is not the admin API's, what can be said of it. */
export function problemIn({ status, headers, body }: HttpAnswer, url: URL): ApiProblem {
  const { code, title, detail, id, errors, message } = jsonIn(body);
  if (typeof code !== 'string' || typeof title !== 'string') {
    // The words of API Gateway itself about a signature or a missing route.
    return notTheAdminApi({ status, headers }, url, typeof message === 'string' ? message : undefined);
  }
  const faults = Array.isArray(errors) ? (errors as readonly FieldError[]) : [];
  const sentences = [title, ...(typeof detail === 'string' ? [detail] : []), ...faults.map(faultText)];
  return new ApiProblem(
    status,
    code,
    faults.length === 0 ? sentences.join(' ') : sentences.slice(1).join(' '),
    faults.map(fixOf).find((fix) => fix !== undefined) ?? FIXES[code],
    faults,
    typeof id === 'string' ? id : undefined,
  );
}

/** A fault of a field as a part of a sentence. */
export function faultText({ pointer, message }: FieldError): string {
  return pointer === '' ? message : `${pointer.replace(/^\//, '')}: ${message}`;
}

/** How a fault of a field is mended. */
export function fixOf({ pointer, code, suggestion }: FieldError): string | undefined {
  if (suggestion !== undefined) return suggestion;
  if (SHARED.has(code)) return 'use exact origins, or allowSharedOrigin (--allow-shared-origin)';
  if (pointer === '' && code === 'wrong_type') return 'pattern: https://app.example.com';
  return code === 'bad_format' && /expiresAt$/.test(pointer) ? 'expiresAt: 2030-05-01T12:00:00Z' : undefined;
}

function jsonIn(body: Buffer): ProblemBody {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
