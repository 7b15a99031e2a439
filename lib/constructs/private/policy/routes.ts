import { RestApi, RestApiBase, SpecRestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct, type IConstruct } from 'constructs';
import type { EndpointRule } from '../../../core';
import { CorsEndpoint } from '../../cors-endpoint';
import type { CorsRouteOptions } from '../../cors-route-options';
import { DeployedApis, type DeployedMethod } from '../deployed/deployed-api';
import { deployedScope } from '../deployed/deployed-resource';
import { ENDPOINT_TYPES } from './endpoint-types';
import { isLeftOut } from './protected-part';
import { typedProps } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

const PREFLIGHT_METHOD = 'OPTIONS';

/** The routes of an API as endpoint rules. */
export interface RouteRules {
  readonly rules: readonly EndpointRule[];
  /** Routes whose path is known only at deployment. No rule can name them. */
  readonly unknown: readonly DeployedMethod[];
}

/** The routes of an API, which are known once all constructs and aspects are there. */
export class Routes {
  private readonly options: CorsRouteOptions;
  private readonly optionIssues: readonly SynthIssue[];

  /** @param options of each rule */
  constructor(
    private readonly api: IRestApi,
    options: CorsRouteOptions,
  ) {
    const { props, issues } = typedProps<CorsRouteOptions>(options, ENDPOINT_TYPES, 'options');
    this.options = props;
    this.optionIssues = issues.map((issue) => ({ ...issue, prop: `endpoints.${issue.prop}` }));
  }

  /** The API as errors name it. */
  public get name(): string {
    return this.api.node.path;
  }

  /** An API whose routes nobody here knows. A program without types can hand in anything. */
  public get issues(): readonly SynthIssue[] {
    const { api } = this;
    if (api instanceof RestApi) return this.optionIssues;
    const [value, rule] = !Construct.isConstruct(api)
      ? [api, 'must be a RestApi of this app']
      : api instanceof SpecRestApi
        ? [api.node.path, 'the routes of this API are in a document']
        : api instanceof RestApiBase
          ? [api.node.path, 'only the app that defines an API knows its routes']
          : [api.node.path, 'must be a RestApi of this app'];
    const fix = 'write its paths out: CorsEndpoints.of([CorsEndpoint.allowlist("/orders"), …])';
    return [{ prop: 'endpoints', value, rule, fix }, ...this.optionIssues];
  }

  /** An API of another stage of the app, which is not complete when this one is synthesized. */
  public stageIssues(scope: IConstruct): readonly SynthIssue[] {
    if (this.issues.length > 0 || deployedScope(this.api) === deployedScope(scope)) return [];
    const rule =
      'the API is in another stage of the app, whose routes are not known when this one is synthesized';
    const fix = 'write its paths out: CorsEndpoints.of([CorsEndpoint.allowlist("/orders"), …])';
    return [{ prop: 'endpoints', value: this.name, rule, fix }];
  }

  /** One rule for each path, without the routes that an allowlist leaves out, and preflights, which the evaluator answers. */
  public read(allowlist: IConstruct): RouteRules {
    const apis = new DeployedApis(deployedScope(this.api), 'early', (type) =>
      ['Method', 'Resource'].includes(type),
    );
    const methods = apis
      .of(this.api)
      .methods.filter((route) => route.httpMethod !== PREFLIGHT_METHOD && !isLeftOut(allowlist, route));
    const known = methods.filter(({ isPathKnown }) => isPathKnown);
    const paths = [...new Set(known.map(({ path }) => path))];
    return {
      rules: paths.map((path) => this.ruleOf(path, known)),
      unknown: methods.filter(({ isPathKnown }) => !isPathKnown),
    };
  }

  private ruleOf(path: string, routes: readonly DeployedMethod[]): EndpointRule {
    const methods = routes.filter((route) => route.path === path).map(({ httpMethod }) => httpMethod);
    return CorsEndpoint.allowlist(path, { ...this.options, methods })._rule;
  }
}
