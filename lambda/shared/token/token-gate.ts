import { NO_CHECK, routeCheck, type TokensDocument } from '../../../lib/contract';
import { valuesOf, type EndpointRule } from '../../../lib/core';
import type { ApiCall } from '../event/api-call';
import type { Seat, VerdictLog } from '../log/verdict-log';
import { scopeChallenge, tokenChallenge } from './challenge';
import type { AcceptedToken, AuthorizedCaller, CheckResult, TokenChecker, TokenFault } from './check-result';
import { PathChecks } from './path-check';
import { requiredScopes } from './required-scopes';

/** A caller that was checked. */
export type CheckedCaller = AcceptedToken | AuthorizedCaller;

/** A caller who is not let in, and why. */
export interface TurnedAway {
  readonly kind: 'turned away';
  readonly code: TokenFault | 'scope_missing';
  /** `WWW-Authenticate`. */
  readonly challenge: string;
}

/** The answer of a gate about a request: nobody is checked there, its caller may go on, or not, or nobody knows. */
export type Admission =
  | { readonly kind: 'open' }
  | { readonly kind: 'admitted'; readonly caller: CheckedCaller }
  | TurnedAway
  | { readonly kind: 'unknown' };

/** The part of a request that a gate needs. */
export interface AskedGate {
  readonly call: ApiCall;
  /** The event of the call. */
  readonly event: unknown;
  readonly rule: EndpointRule | undefined;
  readonly seat: Seat;
  /** Name of the check where the rule names none. */
  readonly place: string | undefined;
}

const OPEN: Admission = { kind: 'open' };
const UNKNOWN: Admission = { kind: 'unknown' };

/** Loads the checks when the first request needs one: most of their code is cryptography. In a bundle it is `tokens.js`. */
function lazyChecker({ checks }: TokensDocument): () => Promise<TokenChecker> {
  let made: TokenChecker | undefined;
  return async () => {
    if (made === undefined) {
      const { createTokenChecker } = await import('../../tokens/token-checker');
      made ??= createTokenChecker(checks);
    }
    return made;
  };
}

/** Checks who calls, after the origin was judged. */
export class TokenGate {
  private paths: PathChecks | undefined;
  private readonly hasRoutes: boolean;

  constructor(
    private readonly tokens: TokensDocument,
    private readonly log: VerdictLog,
    private readonly checker: () => Promise<TokenChecker> = lazyChecker(tokens),
  ) {
    this.hasRoutes = Object.keys(tokens.routes).length > 0;
  }

  /** The name of the check of the route by which API Gateway found the backend. */
  place({ resource, path, cors }: Pick<ApiCall, 'resource' | 'path' | 'cors'>): string | undefined {
    if (!this.hasRoutes) return undefined;
    if (resource !== undefined) return routeCheck(this.tokens, resource);
    const paths = (this.paths ??= new PathChecks(this.tokens));
    return cors.mayHaveBasePath === true ? paths.below(path) : paths.of(path);
  }

  /**
   * Lets a request that the verdict lets through go on to its backend, or not. It never rejects, and where nobody is checked it
   * answers without a promise.
   */
  admit(asked: AskedGate): Admission | Promise<Admission> {
    const { call, rule, place } = asked;
    const named = rule?.tokens ?? place;
    const name = named === NO_CHECK ? undefined : named;
    const further = rule === undefined ? [] : requiredScopes(rule, call);
    if (name !== undefined) return this.admitBy(name, asked, further);
    return further.length === 0 ? OPEN : this.unknown(call, 'no check applies');
  }

  private async admitBy(
    name: string,
    { call, event, rule, seat }: AskedGate,
    further: readonly string[],
  ): Promise<Admission> {
    const result = await this.checked(name, call, event);
    if (result.kind === 'unavailable') return this.unknown(call, result.detail);
    const check = this.tokens.checks[name];
    const metadata = check !== undefined && 'resourceMetadata' in check ? check.resourceMetadata : undefined;
    if (result.kind === 'refused') {
      const { reason, detail } = result;
      this.log.tokenRefused(call, { reason, detail, seat, endpoint: rule?.path });
      return { kind: 'turned away', code: reason, challenge: tokenChallenge(reason, metadata) };
    }
    if (result.kind === 'authorized') {
      if (result.note !== undefined && seat !== 'authorizer')
        this.log.failed('a policy is not evaluated', new Error(result.note), call.requestId);
      // Its scopes are not known here.
      return further.length === 0
        ? { kind: 'admitted', caller: result }
        : this.unknown(call, 'an authorizer has no scopes');
    }
    const own = check !== undefined && 'scopes' in check ? (check.scopes ?? []) : [];
    const needed = [...new Set([...own, ...further])];
    if (needed.every((scope) => result.scopes.includes(scope))) return { kind: 'admitted', caller: result };
    const detail = 'the token lacks a scope that is needed';
    this.log.tokenRefused(call, { reason: 'scope_missing', detail, seat, endpoint: rule?.path });
    return { kind: 'turned away', code: 'scope_missing', challenge: scopeChallenge(needed, metadata) };
  }

  /** Reads what checks need before the first request. */
  async warm(now: number): Promise<void> {
    if (Object.keys(this.tokens.checks).length > 0) await (await this.checker()).warm(now);
  }

  private async checked(name: string, call: ApiCall, event: unknown): Promise<CheckResult> {
    try {
      const checker = await this.checker();
      return await checker.check(name, {
        authorization: valuesOf(call.headers, 'authorization'),
        event: event as Readonly<Record<string, unknown>>,
        now: call.cors.now,
      });
    } catch (error) {
      return { kind: 'unavailable', detail: error instanceof Error ? error.message : String(error) };
    }
  }

  private unknown({ requestId }: ApiCall, detail: string): Admission {
    this.log.broke('nobody could check the caller', new Error(detail), requestId);
    return UNKNOWN;
  }
}
