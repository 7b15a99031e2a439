import type { Invocation } from '../../functions/invocation';
import type { AuthorizerDefinition } from '../definition/authorizer-definition';

/** Answers that are kept at once; the oldest goes first. */
const LIMIT = 1000;

/** Answers of authorizers that ask to be used again for the same identity. Policies are evaluated anew for each request. */
export class AuthorizerCache {
  private readonly kept = new Map<string, { readonly invocation: Invocation; readonly until: number }>();

  /** @param now milliseconds */
  constructor(private readonly now: () => number = Date.now) {}

  find(authorizer: AuthorizerDefinition, identity: readonly string[]): Invocation | undefined {
    const found = this.kept.get(keyOf(authorizer, identity));
    return found !== undefined && found.until > this.now() ? found.invocation : undefined;
  }

  /** Keeps an answer for the authorizer's time, from its first use on. */
  keep(authorizer: AuthorizerDefinition, identity: readonly string[], invocation: Invocation): void {
    if (authorizer.ttlSeconds === 0 || identity.length === 0) return;
    if (this.find(authorizer, identity) !== undefined) return;
    const key = keyOf(authorizer, identity);
    this.kept.delete(key);
    this.kept.set(key, { invocation, until: this.now() + 1000 * authorizer.ttlSeconds });
    if (this.kept.size > LIMIT) this.kept.delete(this.kept.keys().next().value ?? '');
  }
}

function keyOf({ id }: AuthorizerDefinition, identity: readonly string[]): string {
  return JSON.stringify([id, ...identity]);
}
