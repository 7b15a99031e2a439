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
    if ((target.tokens?._name ?? NO_CHECK) !== nearest(tokens, path))
      tokens.setRoute(path, target.tokens, 'the gateway');
  }
}

/** The name of the check that a resource has by the rows so far. */
function nearest({ routes }: DeployedTokens, path: string): string {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const name = routes.get(at);
    if (name !== undefined) return name;
  }
  return routes.get('/') ?? NO_CHECK;
}
