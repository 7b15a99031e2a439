import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { EndpointPresetName, EndpointsDocument } from '../contract';
import { endpointRules, presetExposedHeaders } from '../contract';
import { includes, overlaps, type EndpointRule } from '../core';
import type { Auth0LayoutOptions } from './auth0-layout-options';
import type { CorsEndpoint } from './cors-endpoint';
import type { CorsRouteOptions } from './cors-route-options';
import type { EntraLayoutOptions } from './entra-layout-options';
import type { IssuerLayoutOptions } from './issuer-layout-options';
import type { KeycloakLayoutOptions } from './keycloak-layout-options';
import type { OAuthLayoutOptions } from './oauth-layout-options';
import type { OktaLayoutOptions } from './okta-layout-options';
import { auth0Layout } from './private/layout/auth0-layout';
import { cognitoLayout } from './private/layout/cognito-layout';
import { documentLayout } from './private/layout/document-layout';
import { entraLayout } from './private/layout/entra-layout';
import type { IssuerLayout, ReadLayout } from './private/layout/issuer-layout';
import { keycloakLayout } from './private/layout/keycloak-layout';
import { oktaLayout } from './private/layout/okta-layout';
import { endpointList } from './private/policy/endpoint-list';
import { Routes, type RouteRules } from './private/policy/routes';
import type { SynthIssue } from './private/synth/synth-error';
import type { TokenCheck } from './token-check';

interface Parts {
  readonly preset: EndpointPresetName;
  /** The API whose routes are endpoints too. */
  readonly routes?: Routes;
  /** The issuer whose paths the table has. */
  readonly layout?: IssuerLayout;
  readonly added: readonly EndpointRule[];
  readonly replacements: readonly EndpointRule[];
  readonly issues: readonly SynthIssue[];
  /** Checks of tokens that rules refer to. */
  readonly checks?: readonly TokenCheck[];
}

/**
 * The endpoint table: which paths answer cross-origin requests, and to whom. Every path that it does not name is closed.
 */
export class CorsEndpoints {
  /** The endpoints of Salesforce's APIs, its OAuth endpoints and discovery documents. */
  public static salesforce(): CorsEndpoints {
    return new CorsEndpoints({ preset: 'salesforce', added: [], replacements: [], issues: [] });
  }

  /**
   * The endpoints of a realm of Keycloak, each on its own path. With it, `oauthUpstream` of a gateway needs the issuer and its address
   * alone.
   */
  public static keycloak(options: KeycloakLayoutOptions): CorsEndpoints {
    return CorsEndpoints.fromLayout(keycloakLayout(options));
  }

  /** The endpoints of a tenant of Auth0, each on its own path. */
  public static auth0(options: Auth0LayoutOptions = {}): CorsEndpoints {
    return CorsEndpoints.fromLayout(auth0Layout(options));
  }

  /** The endpoints of the domain of a user pool in Amazon Cognito, each on its own path. */
  public static cognito(options: OAuthLayoutOptions = {}): CorsEndpoints {
    return CorsEndpoints.fromLayout(cognitoLayout(options));
  }

  /** The endpoints of an authorization server of Okta, each on its own path. */
  public static okta(options: OktaLayoutOptions = {}): CorsEndpoints {
    return CorsEndpoints.fromLayout(oktaLayout(options));
  }

  /**
   * The endpoints of a tenant of Microsoft Entra that scripts call, each on its own path. Browsers go to Microsoft itself for the pages
   * of the log-in.
   */
  public static entra(options: EntraLayoutOptions): CorsEndpoints {
    return CorsEndpoints.fromLayout(entraLayout(options));
  }

  /**
   * The endpoints of any issuer, each on its own path, by its discovery document. The document is a file or an object of the app;
   * nothing is fetched at synth.
   */
  public static issuer(options: IssuerLayoutOptions): CorsEndpoints {
    return CorsEndpoints.fromLayout(documentLayout(options));
  }

  private static fromLayout({ layout, issues }: ReadLayout): CorsEndpoints {
    return new CorsEndpoints({ preset: 'none', layout, added: layout.rules, replacements: [], issues });
  }

  /** A table of your own. */
  public static of(endpoints: CorsEndpoint[]): CorsEndpoints {
    const { rules: added, issues, checks } = endpointList(endpoints);
    return new CorsEndpoints({ preset: 'none', added, replacements: [], issues, checks });
  }

  /**
   * The routes of an API: origins on the allowlist are allowed at each. The routes are read at synth, once all of them are there, so
   * that those that are added later count too; those that `protect` excludes are left out. `ANY` is all usual methods.
   *
   * Use `plus()` for paths with another access: an endpoint of your own takes the place of every route that it covers.
   *
   * For a `CorsAllowlist` alone: a `CorsGateway` makes its routes by itself.
   *
   * @param api a `RestApi` of this app. An imported API, and one that is made from a document, are errors at synth: write the paths
   * out with `CorsEndpoints.of()`
   */
  public static fromRoutes(api: IRestApi, options: CorsRouteOptions = {}): CorsEndpoints {
    const routes = new Routes(api, options);
    return new CorsEndpoints({ preset: 'none', routes, added: [], replacements: [], issues: routes.issues });
  }

  private constructor(private readonly parts: Parts) {}

  /**
   * This table with further endpoints. An endpoint that names the same paths as another one is an error at synth; in a table from
   * routes it takes the place of the routes that it covers.
   */
  public plus(endpoints: CorsEndpoint[]): CorsEndpoints {
    const { rules, issues, checks } = endpointList(endpoints);
    const { parts } = this;
    return new CorsEndpoints({
      ...parts,
      added: [...parts.added, ...rules],
      issues: [...parts.issues, ...issues],
      checks: [...this._checks, ...checks],
    });
  }

  /**
   * This table with other rules for paths that it names. Each endpoint takes the place of the endpoint with the same path and
   * match, and in a table from routes of the routes that it covers. An endpoint that replaces nothing is an error at synth.
   */
  public replacing(endpoints: CorsEndpoint[]): CorsEndpoints {
    const { rules, issues, checks } = endpointList(endpoints);
    const { parts } = this;
    const replaced = this._rules.filter((rule) => rules.some((other) => isSamePlace(rule, other)));
    const stays = (rule: EndpointRule): boolean => !replaced.includes(rule);
    // Routes are known later.
    const unknown = parts.routes === undefined ? rules.filter((rule) => !replaces(rule, replaced)) : [];
    return new CorsEndpoints({
      ...parts,
      added: parts.added.filter(stays),
      replacements: [...parts.replacements.filter(stays), ...rules],
      issues: [...parts.issues, ...issues, ...unknown.map(unknownIssue)],
      checks: [...this._checks, ...checks],
    });
  }

  /**
   * Every rule, but those of routes. A rule that overlaps another one by mistake is there too, so that the check finds it.
   *
   * @internal
   */
  public get _rules(): readonly EndpointRule[] {
    const { preset, replacements, added } = this.parts;
    return [...endpointRules({ preset, rules: replacements }), ...added];
  }

  /**
   * Values that cannot be read as an endpoint, and replacements that replace nothing. They are refused with the whole table, where the
   * error can name the construct.
   *
   * @internal
   */
  public get _issues(): readonly SynthIssue[] {
    return this.parts.issues;
  }

  /**
   * The checks of tokens that rules refer to.
   *
   * @internal
   */
  public get _checks(): readonly TokenCheck[] {
    return this.parts.checks ?? [];
  }

  /**
   * The routes that are endpoints too; undefined for a table that is written out.
   *
   * @internal
   */
  public get _routes(): Routes | undefined {
    return this.parts.routes;
  }

  /**
   * The issuer whose paths the table has; undefined for a table of another origin.
   *
   * @internal
   */
  public get _layout(): IssuerLayout | undefined {
    return this.parts.layout;
  }

  /**
   * This table with routes as rules.
   *
   * @internal
   */
  public _withRoutes({ rules }: Pick<RouteRules, 'rules'>): CorsEndpoints {
    const { replacements, added, issues } = this.parts;
    const own = [...replacements, ...added];
    const others = rules.filter((route) => !own.some((rule) => includes(rule, route)));
    const unknown = replacements.filter((rule) => !rules.some((route) => includes(rule, route)));
    return new CorsEndpoints({
      preset: 'none',
      replacements: [],
      added: [...others, ...own],
      issues: [...issues, ...unknown.map(unknownIssue)],
      checks: this._checks,
    });
  }

  /**
   * This table with paths that no page may call, whatever its rules for the same paths say.
   *
   * @param closed rules that close the paths
   * @internal
   */
  public _closing(closed: readonly EndpointRule[]): CorsEndpoints {
    const { parts } = this;
    const stays = (rule: EndpointRule): boolean => !closed.some((one) => overlaps(one, rule));
    return new CorsEndpoints({
      ...parts,
      replacements: [...parts.replacements.filter(stays), ...closed],
      added: parts.added.filter(stays),
    });
  }

  /**
   * The response headers that pages may read where the options name none.
   *
   * @internal
   */
  public get _exposedHeaders(): readonly string[] {
    return presetExposedHeaders(this.parts.preset);
  }

  /**
   * The document that handlers read.
   *
   * @internal
   */
  public get _document(): EndpointsDocument {
    const { preset, replacements, added } = this.parts;
    return { preset, rules: [...replacements, ...added] };
  }
}

function unknownIssue({ path, match }: EndpointRule): SynthIssue {
  const rule = `replaces no endpoint: the table has no ${match} rule of this path`;
  return { prop: 'endpoints', value: path, rule, fix: 'add it with plus()' };
}

function replaces(rule: EndpointRule, replaced: readonly EndpointRule[]): boolean {
  return replaced.some((other) => isSamePlace(rule, other));
}

function isSamePlace(a: EndpointRule, b: EndpointRule): boolean {
  return a.path === b.path && a.match === b.match;
}
