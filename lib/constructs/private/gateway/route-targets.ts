import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CorsBackendTarget } from '../../cors-backend';
import { JudgedBy } from '../../judged-by';
import type { TokenCheck } from '../../token-check';
import { defined, literal } from '../synth/values';

/**
 * The function that methods lead to, and how: the evaluator as responder, the echo function, or a function of the user. Targets are
 * compared by identity, so equal ones are one object.
 */
export interface RouteTarget {
  readonly handler: 'evaluator' | 'echo' | IFunction;
  readonly judgedBy: `${JudgedBy}`;
  readonly apiKeyRequired: boolean;
  /** How callers are checked, by the authorizer or by `withCors`. */
  readonly tokens?: TokenCheck;
}

/** The evaluator, which answers what has no backend, and what an issuer answers. */
export const RESPONDER: RouteTarget = {
  handler: 'evaluator',
  judgedBy: literal(JudgedBy.AUTHORIZER),
  apiKeyRequired: false,
};

/** The same object for each backend with the same function and the same options. */
export function routeTargets(): (target: CorsBackendTarget) => RouteTarget {
  const made: RouteTarget[] = [RESPONDER];
  return (target) => {
    const wanted = targetOf(target);
    const known = made.find(
      (one) =>
        one.handler === wanted.handler &&
        one.judgedBy === wanted.judgedBy &&
        one.apiKeyRequired === wanted.apiKeyRequired &&
        one.tokens?._name === wanted.tokens?._name,
    );
    if (known === undefined) made.push(wanted);
    return known ?? wanted;
  };
}

function targetOf(target: CorsBackendTarget): RouteTarget {
  if (target.kind === 'function') {
    const { handler, judgedBy, apiKeyRequired, tokens } = target;
    return { handler, judgedBy, apiKeyRequired, ...defined({ tokens }) };
  }
  if (target.kind === 'echo') return { ...RESPONDER, handler: 'echo' };
  return { ...RESPONDER, apiKeyRequired: target.apiKeyRequired };
}
