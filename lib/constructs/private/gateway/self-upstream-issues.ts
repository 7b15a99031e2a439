import { Token } from 'aws-cdk-lib';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { SynthIssue } from '../synth/synth-error';

/**
 * An upstream that is the gateway itself: each request would come back until a time-out ends it, and would take the time of
 * all others. Another port is another server: API Gateway answers at that of https alone.
 *
 * @param fix how the upstream is named instead
 */
export function selfUpstreamIssues(
  prop: string,
  value: string,
  { hosts = [], sameOriginAliases = [] }: CorsGatewayProps,
  fix: string,
): readonly SynthIssue[] {
  const origin = originOf(value);
  if (origin === undefined) return [];
  const own = [
    ...hosts.map(({ _rule: { domainName } }) => originOf(`https://${domainName}`)),
    ...sameOriginAliases.map(originOf),
  ];
  if (!own.includes(origin)) return [];
  const rule = 'the gateway answers at this host itself, so it would be its own upstream';
  return [{ prop, value, rule, fix }];
}

/** The origin of a URL, as far as it is known at synth. */
function originOf(url: string): string | undefined {
  return Token.isUnresolved(url) || !URL.canParse(url) ? undefined : new URL(url).origin;
}
