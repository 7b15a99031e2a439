import { isIssuerPath } from '../../../contract';
import type { EndpointRule } from '../../../core';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { OAuthUpstreamOptions } from '../../oauth-upstream-options';
import { issuerRules, prefixRule } from './gateway-plan';
import { prefixPathIssues } from '../policy/path-issues';
import { endpointsOf } from '../policy/policy-document';
import type { SynthIssue } from '../synth/synth-error';
import { upstreamUrlIssues } from './upstream-url';

/** All that cannot work in the OAuth upstream. */
export function issuerIssues(props: CorsGatewayProps): readonly SynthIssue[] {
  const { oauthUpstream: upstream } = props;
  if (upstream === undefined) return [];
  const rules = endpointsOf(props)._rules;
  const pages = upstream.pages ?? [];
  return [
    ...upstreamUrlIssues('oauthUpstream.issuer', upstream.issuer),
    ...roleIssues(upstream, rules),
    ...Object.entries(upstream.paths ?? {}).flatMap(([path, target]) => pathIssues(path, target, rules)),
    ...prefixPathIssues(pages, (index) => `oauthUpstream.pages[${index}]`),
    ...pages.flatMap((page, index) => pageIssues(page, index, rules)),
    ...takenIssues(upstream, rules, props.backends ?? {}),
  ];
}

function roleIssues(upstream: OAuthUpstreamOptions, rules: readonly EndpointRule[]): readonly SynthIssue[] {
  if (issuerRules(upstream, rules).length > 0) return [];
  const rule = 'no endpoint of the table has an OAuth role, so the issuer would answer nothing';
  return [{ prop: 'oauthUpstream', value: upstream.issuer, rule, fix: 'give the OAuth endpoints a role' }];
}

function pathIssues(path: string, target: string, rules: readonly EndpointRule[]): readonly SynthIssue[] {
  const prop = `oauthUpstream.paths[${JSON.stringify(path)}]`;
  const issues: SynthIssue[] = [];
  if (!rules.some((rule) => rule.path === path)) {
    const fix = 'add an endpoint for it, or correct the path';
    issues.push({ prop, value: path, rule: 'the endpoint table has no such path', fix });
  }
  if (!isIssuerPath(target)) {
    const rule = "a path on the issuer's origin begins with one slash";
    issues.push({ prop, value: target, rule, fix: 'write it as in "/oauth2/v1/token"' });
  }
  return issues;
}

function pageIssues(page: string, index: number, rules: readonly EndpointRule[]): readonly SynthIssue[] {
  if (page === '/') {
    const everything = 'everything is no page: the issuer would answer what backends are for';
    const fix = 'name the paths that its pages need';
    return [{ prop: `oauthUpstream.pages[${index}]`, value: page, rule: everything, fix }];
  }
  const rule = prefixRule(rules, page);
  if (rule === undefined || rule.page === true) return [];
  return [
    {
      prop: `oauthUpstream.pages[${index}]`,
      value: page,
      rule: 'the endpoint table names the path, and not as a page',
      fix: 'set page: true at the endpoint',
    },
  ];
}

function takenIssues(
  upstream: OAuthUpstreamOptions,
  rules: readonly EndpointRule[],
  backends: Readonly<Record<string, unknown>>,
): readonly SynthIssue[] {
  const paths = [...issuerRules(upstream, rules).map(({ path }) => path), ...(upstream.pages ?? [])];
  return paths
    .filter((path) => path in backends)
    .map((path) => ({
      prop: `backends[${JSON.stringify(path)}]`,
      value: path,
      rule: 'the OAuth upstream answers the path already',
      fix: 'leave the backend out, or take the role from the endpoint',
    }));
}
