import { NO_CHECK } from '../../../contract';
import type { DeployedTokens } from '../policy/deployed-tokens';
import type { GatewayPlan } from './gateway-plan';
import type { RouteTarget } from './route-targets';

/**
 * Adds the checks of backends: those of functions by the resources that lead to them, those of HTTP servers for the responder, which
 * knows by itself which server it calls.
 */
export function addTokenChecks(
  tokens: DeployedTokens,
  { backends }: GatewayPlan,
  resources: ReadonlyMap<string, RouteTarget>,
): void {
  for (const { target } of backends) {
    if (target.kind === 'http' && target.tokens !== undefined) tokens.add(target.tokens);
  }
  const byPath = [...resources].filter(([, { handler }]) => handler !== 'evaluator');
  if (byPath.every(([, target]) => target.tokens === undefined)) return;
  for (const [path, target] of byPath.toSorted(([a], [b]) => a.length - b.length)) {
    if ((target.tokens?._name ?? NO_CHECK) !== (tokens.checkOf(path) ?? NO_CHECK))
      tokens.setRoute(path, target.tokens, 'the gateway');
  }
}
