import type { AuthorizerCheck } from '../../lib/contract/token-checks';
import type { CheckedRequest, CheckResult } from '../shared/token/check-result';
import { identityValue, methodArn, requestEvent } from './authorizer-event';
import { evaluatePolicy } from './authorizer-policy';
import { refused } from './bearer-token';
import { invokeFunction, type FunctionAnswer, type InvokeFunction } from './invoke-function';
import { AUTHORIZER_MILLIS, MAX_KEPT_ANSWERS } from './limits';
import { UnreadableError } from './published-json';

type Values = Readonly<Record<string, unknown>>;
type Scalars = Readonly<Record<string, string | number | boolean>>;

/** The answer of an authorizer about the callers with one set of identity values. */
interface Said {
  readonly principalId: string;
  readonly policyDocument: unknown;
  readonly context: Scalars;
  readonly usageIdentifierKey: string | undefined;
}

const NOTE =
  'a Condition, NotAction, NotResource or variable of its policy is not evaluated here, and counts as Deny';

/**
 * Asks a Lambda authorizer as API Gateway would: not without its identity values, not twice for the same ones within its time, and
 * with a policy that is evaluated for each request anew.
 */
export class ChainedAuthorizer {
  private readonly kept = new Map<string, { readonly said: Said; readonly until: number }>();

  constructor(
    private readonly rules: AuthorizerCheck,
    private readonly invoke: InvokeFunction = invokeFunction,
  ) {}

  async check({ event, now }: CheckedRequest): Promise<CheckResult> {
    if (event['version'] === '2.0') return unavailable('an authorizer is asked for REST APIs alone');
    const identity = this.rules.identitySources.map((source) => identityValue(source, event));
    if (identity.length === 0 || !identity.every((value) => value !== undefined)) {
      return refused('token_missing', 'the request lacks a value of the identity sources');
    }
    const key = JSON.stringify(identity);
    const kept = this.kept.get(key);
    try {
      const said =
        kept !== undefined && kept.until > now ? kept.said : await this.ask(event, identity[0] ?? '');
      if (said === undefined) return refused('token_invalid', 'the authorizer answered Unauthorized');
      if (said !== kept?.said) this.keep(key, said, now);
      return answerOf(said, methodArn(event));
    } catch (error) {
      return unavailable(
        error instanceof UnreadableError ? error.message : 'the answer of the authorizer cannot be used',
      );
    }
  }

  /** An authorizer is asked about a caller, so there is nothing to read before. */
  warm(): Promise<void> {
    return Promise.resolve();
  }

  /** @returns undefined for a caller whom the authorizer does not know */
  private async ask(event: Values, token: string): Promise<Said | undefined> {
    const { functionArn, type } = this.rules;
    const asked =
      type === 'TOKEN'
        ? { type, methodArn: methodArn(event), authorizationToken: token }
        : requestEvent(event);
    const answer = await this.invoke(functionArn, asked, AbortSignal.timeout(AUTHORIZER_MILLIS));
    return isUnauthorized(answer) ? undefined : saidIn(answer);
  }

  private keep(key: string, said: Said, now: number): void {
    if (this.rules.ttlSeconds === 0) return;
    this.kept.delete(key);
    this.kept.set(key, { said, until: now + 1000 * this.rules.ttlSeconds });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_KEPT_ANSWERS) return;
      this.kept.delete(oldest);
    }
  }
}

/** API Gateway compares the message with this very word. */
function isUnauthorized(answer: FunctionAnswer): boolean {
  return 'errorMessage' in answer && answer.errorMessage === 'Unauthorized';
}

/** @throws UnreadableError for an error, and for an answer that API Gateway would not take */
function saidIn(answer: FunctionAnswer): Said {
  if ('errorMessage' in answer) throw new UnreadableError('the authorizer failed');
  const { result } = answer;
  if (typeof result !== 'object' || result === null)
    throw new UnreadableError('the authorizer gave no object');
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = result as Values;
  if (typeof principalId !== 'string') throw new UnreadableError('the authorizer gave no principalId');
  if (!isScalars(context)) throw new UnreadableError('a value of the context of the authorizer is no scalar');
  const key = typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined;
  return { principalId, policyDocument, context, usageIdentifierKey: key };
}

function answerOf(said: Said, arn: string): CheckResult {
  const policy = evaluatePolicy(said.policyDocument, arn);
  if (policy === undefined) return unavailable('the policy of the authorizer cannot be evaluated');
  const { decision, mayAllow, isPartlyRead } = policy;
  return { kind: 'authorized', ...said, decision, mayAllow, note: isPartlyRead ? NOTE : undefined };
}

function isScalars(value: unknown): value is Scalars {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one))
  );
}

function unavailable(detail: string): CheckResult {
  return { kind: 'unavailable', detail };
}
