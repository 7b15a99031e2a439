import { TOKENS } from '../../../../contract';
import { functionsIn, hasVariable, type AppFunction } from '../../functions/functions-in';
import { grantorOf } from '../../functions/middleware-function';
import { DeployedTokens } from '../../policy/deployed-tokens';
import type { SynthIssue } from '../../synth/synth-error';
import type { JudgedIntegration } from './judged-integration';

/**
 * Functions in which `withCors` should check callers, and whose environment knows nothing of the check: that of an imported allowlist has
 * the checks of its endpoints alone. Everybody would come in without a token.
 */
export function uncheckedIssues(judging: readonly JudgedIntegration[]): readonly SynthIssue[] {
  return judging.flatMap(({ name, path, claim, stack, uri }) => {
    const wanted = DeployedTokens.of(claim.allowlist)?.checkOf(path);
    if (wanted === undefined) return [];
    return functionsIn(stack, uri)
      .filter((found) => !knows(found, path, wanted))
      .map(({ handler, resource }) => ({
        prop: `tokens of ${name}`,
        value: (handler ?? resource).node.path,
        rule: 'withCors should check callers in this function, and its environment does not have the check',
        fix: `call grantMiddleware() of ${claim.allowlist.node.path} for it, let the authorizer judge (leave judgedBy out), or say tokens at the endpoints of both`,
      }));
  });
}

function knows(found: AppFunction, path: string, wanted: string): boolean {
  const other = found.handler === undefined ? undefined : grantorOf(found.handler);
  return (
    hasVariable(found, TOKENS) && (other === undefined || DeployedTokens.of(other)?.checkOf(path) === wanted)
  );
}
