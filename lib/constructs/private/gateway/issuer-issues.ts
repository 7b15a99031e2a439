import { Token } from 'aws-cdk-lib';
import { isIssuerPath } from '../../../contract';
import { isLocalHost, type EndpointRule } from '../../../core';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import { droppedHeaderIssues } from './dropped-header-issues';
import { fixedHeaderIssues } from './fixed-header-issues';
import { backendProp, prefixRule, type GatewayPlan, type PlannedIssuer } from './gateway-plan';
import type { SynthIssue } from '../synth/synth-error';
import { selfUpstreamIssues } from './self-upstream-issues';
import { upstreamUrlIssues, withoutTrailingSlash } from './upstream-url';

/** Everything in the OAuth upstream that cannot work; the check of the endpoint table also reads its pages. */
export function issuerIssues({ issuer, rules, props }: GatewayPlan): readonly SynthIssue[] {
  if (issuer === undefined) return [];
  return [
    ...upstreamUrlIssues('oauthUpstream.issuer', issuer.options.issuer, isLocalName(issuer.options)),
    ...addressIssues(issuer, props),
    ...droppedHeaderIssues('oauthUpstream.droppedHeaders', issuer.options.droppedHeaders),
    ...fixedHeaderIssues('oauthUpstream.headers', issuer.options.headers),
    ...roleIssues(issuer),
    ...Object.entries(issuer.paths).flatMap(([path, target]) => pathIssues(path, target, rules)),
    ...(issuer.options.pages ?? []).flatMap((page, index) => pageIssues(page, index, rules)),
    ...layoutIssues(issuer),
    ...takenIssues(issuer, props.backends ?? {}),
  ];
}

/** A name on this machine, such as the local gateway gives a custom domain. Nothing is sent there: the issuer is reached at its address. */
function isLocalName({ issuer, address }: PlannedIssuer['options']): boolean {
  if (address === undefined || Token.isUnresolved(issuer) || !URL.canParse(issuer)) return false;
  return isLocalHost(new URL(issuer).hostname);
}

/** The place where the issuer is reached: its own name, unless there is an address. */
function addressIssues({ options }: PlannedIssuer, props: CorsGatewayProps): readonly SynthIssue[] {
  const { issuer, address } = options;
  if (address === undefined) {
    const fix =
      'say where it is reached: oauthUpstream.address, such as "https://keycloak.internal.example.com"';
    return selfUpstreamIssues('oauthUpstream.issuer', issuer, props, fix);
  }
  const prop = 'oauthUpstream.address';
  const issues = [
    ...upstreamUrlIssues(prop, address),
    ...selfUpstreamIssues(prop, address, props, 'name the host of the issuer itself'),
  ];
  if (issues.length > 0 || Token.isUnresolved(address) || new URL(address).pathname === '/') return issues;
  const rule = 'must be an origin without a path, because the paths are those of the issuer';
  return [{ prop, value: address, rule, fix: `write ${JSON.stringify(new URL(address).origin)}` }];
}

/** An issuer that is not the one whose paths the table has. */
function layoutIssues({ layout, options: { issuer } }: PlannedIssuer): readonly SynthIssue[] {
  if (layout?.issuerPath === undefined || Token.isUnresolved(issuer) || !URL.canParse(issuer)) return [];
  const prop = 'oauthUpstream.issuer';
  if (layout.issuer !== undefined && withoutTrailingSlash(layout.issuer) !== withoutTrailingSlash(issuer)) {
    const rule = `the discovery document is that of the issuer ${JSON.stringify(layout.issuer)}`;
    const fix = 'use the document that the issuer serves under this name, or correct the issuer';
    return [{ prop, value: issuer, rule, fix }];
  }
  const { origin, pathname } = new URL(issuer);
  if (withoutTrailingSlash(pathname) === layout.issuerPath) return [];
  const rule =
    layout.issuerPath === ''
      ? 'the endpoint table has the paths of an issuer without a path'
      : `the endpoint table has the paths of an issuer with the path ${JSON.stringify(layout.issuerPath)}`;
  return [{ prop, value: issuer, rule, fix: `write ${JSON.stringify(`${origin}${layout.issuerPath}`)}` }];
}

function roleIssues({ rules, options }: PlannedIssuer): readonly SynthIssue[] {
  if (rules.length > 0) return [];
  const rule = 'no endpoint of the table has an OAuth role, so the issuer would answer nothing';
  return [{ prop: 'oauthUpstream', value: options.issuer, rule, fix: 'give the OAuth endpoints a role' }];
}

function pathIssues(path: string, target: string, rules: readonly EndpointRule[]): readonly SynthIssue[] {
  const prop = `oauthUpstream.paths[${JSON.stringify(path)}]`;
  const issues: SynthIssue[] = [];
  if (!rules.some((rule) => rule.path === path)) {
    const fix = 'add an endpoint for it, or correct the path';
    issues.push({ prop, value: path, rule: 'the endpoint table does not have this path', fix });
  }
  if (!isIssuerPath(target)) {
    const rule = "must be a path on the issuer's origin that begins with one slash";
    issues.push({ prop, value: target, rule, fix: 'write it as in "/oauth2/v1/token"' });
  }
  return issues;
}

function pageIssues(page: string, index: number, rules: readonly EndpointRule[]): readonly SynthIssue[] {
  if (page === '/') {
    const everything = 'the page would cover every path, and the issuer would answer instead of the backends';
    const fix = 'name only the paths that its pages need';
    return [{ prop: `oauthUpstream.pages[${index}]`, value: page, rule: everything, fix }];
  }
  const rule = prefixRule(rules, page);
  if (rule === undefined || rule.page === true) return [];
  return [
    {
      prop: `oauthUpstream.pages[${index}]`,
      value: page,
      rule: 'the endpoint table names this path, but not as a page',
      fix: 'set page: true at the endpoint',
    },
  ];
}

function takenIssues(
  { rules, pages }: PlannedIssuer,
  backends: Readonly<Record<string, unknown>>,
): readonly SynthIssue[] {
  return [...rules.map(({ path }) => path), ...pages]
    .filter((path) => Object.hasOwn(backends, path))
    .map((path) => ({
      prop: backendProp(path),
      value: path,
      rule: 'the OAuth upstream answers this path already',
      fix: 'leave the backend out, or take the role from the endpoint',
    }));
}
