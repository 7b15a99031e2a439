import { Token } from 'aws-cdk-lib';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { SynthIssue } from '../synth/synth-error';

/**
 * An upstream that is the gateway itself: each request would come back until a time-out ends it, and would take the time of
 * all others.
 *
 * @param fix how the upstream is named instead
 */
export function selfUpstreamIssues(
  prop: string,
  value: string,
  { hosts = [], sameOriginAliases = [] }: CorsGatewayProps,
  fix: string,
): readonly SynthIssue[] {
  const host = hostOf(value);
  if (host === undefined) return [];
  const own = [...hosts.map(({ _rule: { domainName } }) => domainName), ...sameOriginAliases.map(hostOf)];
  if (!own.some((name) => String(name).toLowerCase() === host)) return [];
  const rule = 'the gateway answers at this host itself, so it would be its own upstream';
  return [{ prop, value, rule, fix }];
}

/** The host of a URL, as far as it is known at synth. */
function hostOf(url: string): string | undefined {
  return Token.isUnresolved(url) || !URL.canParse(url) ? undefined : new URL(url).hostname;
}
