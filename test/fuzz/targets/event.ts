import { MalformedEventError } from '../../../lambda/shared/event/event-parts';
import { stageArn } from '../../../lambda/evaluator/method-arn';
import { readApiCall, type ApiCall } from '../../../lambda/shared/event/api-call';
import { contextOf } from '../../../lambda/shared/verdict/verdict-context';
import { compilePolicy, decide, type LookupAnswer, type LookupQuestion } from '../../../lib/core';
import { OWN_TABLE } from '../../core/cases/policies';
import { authorizerEvent } from '../../lambda/support/events';
import { must, text } from '../support/text';
import { inProportion } from '../support/work';

const LISTED = 'https://listed.example';
const NOW = Date.parse('2030-01-01T00:00:00Z');
/** The part of an authorizer's context that API Gateway passes on. */
const MAX_CONTEXT_BYTES = 8192;

const policy = compilePolicy(OWN_TABLE);

/** An authorizer's event: a JSON object whose fields replace those of a sound event. */
export function fuzz(data: Buffer): void {
  const source = text(data);
  const event = { ...authorizerEvent(), ...parsed(source) };
  const call = unless(MalformedEventError, () =>
    inProportion(source.length + 2000, 200, () => readApiCall(event, policy, NOW)),
  );
  const arn = unless(MalformedEventError, () => stageArn(event['methodArn']));
  must(
    arn === undefined ||
      /^arn:[a-z-]+:execute-api:[a-z0-9-]+:[0-9]*:[A-Za-z0-9]+\/[A-Za-z0-9_$-]+\/\*$/.test(arn),
    'the policy names more than a stage',
    [source, arn],
  );
  if (call !== undefined) check(source, call);
}

function check(source: string, call: ApiCall): void {
  const verdict = inProportion(source.length + 2000, 200, () => decide(policy, call.cors, answer));
  const context = contextOf(call, verdict);
  const values = Object.values(context).map(String);
  const size = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  must(size <= MAX_CONTEXT_BYTES, 'the context is too large', [source, size]);
  const allowed = verdict.headers['Access-Control-Allow-Origin'];
  const isPublic = verdict.reason === 'public_endpoint';
  const isListed = verdict.reason === 'origin_allowlisted' && call.cors.origins.join() === LISTED;
  must(
    allowed === (isPublic ? '*' : isListed ? LISTED : undefined),
    'an answer is shared that must not be, or is not that must be',
    [source, verdict.reason, allowed],
  );
  must(verdict.headers['Vary']?.includes('Origin') === true, 'there is no Vary: Origin', source);
}

function answer({ origin }: LookupQuestion): LookupAnswer {
  const entries = origin.text === LISTED ? ([{ id: 'one', pattern: LISTED, status: 'active' }] as const) : [];
  return { available: true, entries, enableCorsForOAuthEndpoints: true };
}

function parsed(source: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function unless<T>(kind: new (...args: never[]) => Error, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof kind) return undefined;
    throw error;
  }
}
