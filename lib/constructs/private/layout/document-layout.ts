import { ENDPOINT_MEMBERS, ENDPOINT_ROLES, type EndpointRole } from '../../../contract';
import { isLocalHost, rulePathFault } from '../../../core';
import type { IssuerLayoutOptions } from '../../issuer-layout-options';
import { TEXT, TEXTS, typedProps, type PropType } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { discoveryDocument } from './discovery-document';
import type { ReadLayout } from './issuer-layout';
import { layoutOptions } from './layout-options';
import { isWanted, LAYOUT_TYPES, roleIssues, roleRules } from './layout-roles';
import { pagesBelow, roleRule } from './role-rules';

const NAME = 'CorsEndpoints.issuer()';
const EMPTY: ReadLayout['layout'] = { rules: [], passed: [], paths: {} };

const TYPES: { readonly [K in keyof IssuerLayoutOptions]: PropType } = {
  ...LAYOUT_TYPES,
  file: TEXT,
  pages: TEXTS,
};

/** Without these there is no client in a page. */
const REQUIRED: ReadonlySet<EndpointRole> = new Set(['authorize', 'token']);
const IFRAME = 'check_session_iframe';

type Document = Readonly<Record<string, unknown>>;

/** The paths that a discovery document names. */
export function documentLayout(given: IssuerLayoutOptions): ReadLayout {
  const { props, issues } = layoutOptions(NAME, typedProps<IssuerLayoutOptions>(given, TYPES, 'options'));
  const { document, issues: unread } = discoveryDocument(NAME, props);
  if (document === undefined) return { layout: EMPTY, issues: [...issues, ...unread] };
  const issuer = issuerOf(document);
  if ('prop' in issuer) return { layout: EMPTY, issues: [...issues, issuer] };
  const members = ENDPOINT_ROLES.map((role) => ({ role, ...memberOf(document, role, issuer.url, props) }));
  const iframe = urlOf(document[IFRAME], issuer.url);
  const paths: Partial<Record<string, string>> = {};
  const queries: Record<string, string> = {};
  for (const { role, url } of members) {
    if (url === undefined) continue;
    paths[role] = url.pathname;
    if (url.search !== '') queries[url.pathname] = `${url.pathname}${url.search}`;
  }
  const base = issuer.url.pathname.replace(/\/$/, '');
  const pages = [
    ...(props.pages ?? []),
    ...(iframe === undefined || rulePathFault(iframe.pathname) !== undefined ? [] : [iframe.pathname]),
  ];
  return {
    layout: {
      rules: [
        roleRule('openid-configuration', `${base}/.well-known/openid-configuration`),
        roleRule('openid-configuration', `/.well-known/oauth-authorization-server${base}`),
        ...roleRules(paths, props),
        ...[...new Set(pages)].map(pagesBelow),
      ],
      passed: [...new Set(pages)],
      paths: queries,
      issuerPath: base,
      issuer: issuer.text,
    },
    issues: [...issues, ...members.flatMap((member) => member.issues), ...roleIssues(NAME, paths, props)],
  };
}

function memberOf(
  document: Document,
  role: EndpointRole,
  issuer: URL,
  options: Partial<IssuerLayoutOptions>,
): { readonly url?: URL; readonly issues: readonly SynthIssue[] } {
  const member = ENDPOINT_MEMBERS[role];
  const value = document[member];
  const issue = (rule: string, fix: string): { readonly issues: readonly SynthIssue[] } => ({
    issues: [{ prop: placeOf(member), value, rule, fix }],
  });
  if (value === undefined || value === null) {
    if (!REQUIRED.has(role)) return { issues: [] };
    return issue('the document must name this endpoint', 'take the whole document of the issuer');
  }
  if (!isWanted(role, options)) return { issues: [] };
  const url = urlOf(value, issuer);
  if (url === undefined) {
    const rule = `must be a URL on the origin of the issuer, ${issuer.origin}, without a fragment`;
    const fix = REQUIRED.has(role)
      ? 'use another issuer: the gateway forwards to one origin'
      : 'leave the member out, so that the endpoint stays closed';
    return issue(rule, fix);
  }
  const fault = rulePathFault(url.pathname);
  return fault === undefined ? { url, issues: [] } : issue(fault.rule, 'use another path at the issuer');
}

/** A URL on the issuer's origin. */
function urlOf(value: unknown, issuer: URL): URL | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.origin === issuer.origin && url.hash === '' ? url : undefined;
}

function issuerOf(document: Document): { readonly url: URL; readonly text: string } | SynthIssue {
  const value = document['issuer'];
  const refused = (rule: string): SynthIssue => ({
    prop: placeOf('issuer'),
    value,
    rule,
    fix: 'take the whole document of the issuer, as it serves it',
  });
  if (typeof value !== 'string' || !URL.canParse(value)) return refused('must be the URL of the issuer');
  const url = new URL(value);
  const isPlain = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLocalHost(url.hostname));
  if (isPlain && isSecure) return { url, text: value };
  return refused('must be https (http only for localhost), without user, query and fragment');
}

function placeOf(member: string): string {
  return `${NAME}.document.${member}`;
}
