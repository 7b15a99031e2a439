import { Duration, Stack } from 'aws-cdk-lib';
import type { DomainName, IAuthorizer, IRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { UPSTREAMS } from '../contract';
import { CorsAdminApi } from './cors-admin-api';
import { CorsAllowlist } from './cors-allowlist';
import type { CorsGatewayProps } from './cors-gateway-props';
import { makeCustomDomain } from './private/gateway/custom-domain';
import { defined } from './private/synth/values';
import { addSeat, makeGatewayApi } from './private/gateway/gateway-api';
import { gatewayIssues } from './private/gateway/gateway-issues';
import {
  allBackends,
  gatewayEndpoints,
  gatewayRoutes,
  gatewayUpstreams,
  prefixedRoutes,
  type Seat,
} from './private/gateway/gateway-plan';
import { addGatewayResponses } from './private/api/gateway-responses';
import { HandlerFunction } from './private/functions/handler-function';
import { middlewareFunctions } from './private/functions/middleware-function';
import { environmentIssues } from './private/policy/policy-environment';
import { resourceLimitIssues } from './private/gateway/resource-limits';
import { resourceSeats } from './private/gateway/api-resources';
import { issueText, SynthError, throwIssues } from './private/synth/synth-error';

/**
 * An API whose cross-origin requests are judged by an allowlist that an administrator edits at run time: API Gateway with
 * hosts, endpoints, backends, an OAuth upstream and the admin API. Without any props it is an API with the endpoints of
 * Salesforce, an empty allowlist, and nothing behind it.
 */
export class CorsGateway extends Construct {
  /** The API. */
  public readonly api: RestApi;

  /** The allowlist that judges. */
  public readonly allowlist: CorsAllowlist;

  /** The API with which the allowlist is edited; undefined where `adminApi` is false. */
  public readonly adminApi?: CorsAdminApi;

  /** URL of the API's stage on its own execute-api host, without a trailing slash. */
  public readonly url: string;

  private readonly domains = new Map<string, DomainName>();

  constructor(scope: Construct, id: string, props: CorsGatewayProps = {}) {
    super(scope, id);
    throwIssues(this, gatewayIssues(this, props));
    this.allowlist = new CorsAllowlist(this, 'Allowlist', { ...props, endpoints: gatewayEndpoints(props) });
    this.addUpstreams(props);
    this.api = makeGatewayApi(this, 'Api', props);
    this.url = this.api.urlForPath().replace(/\/$/, '');
    this.addRoutes(props);
    addGatewayResponses(this.api);
    this.addHosts(props);
    if (props.adminApi !== false) this.adminApi = this.makeAdminApi(props);
    this.node.addValidation({
      validate: () => resourceLimitIssues(this.api, props.maxApiResources).map(issueText),
    });
  }

  /**
   * The custom domain name that the gateway has made for a host, for its DNS record.
   *
   * @param domainName the domain name of a `CorsHost.custom()` in `hosts`
   */
  public customDomain(domainName: string): DomainName {
    const domain = this.domains.get(domainName);
    if (domain !== undefined) return domain;
    const rule = 'the gateway has made no such custom domain name';
    const fix = 'add CorsHost.custom() for it to hosts';
    throw new SynthError(this, [{ prop: 'domainName', value: domainName, rule, fix }]);
  }

  private addUpstreams(props: CorsGatewayProps): void {
    const { evaluator, middlewareEnvironment } = this.allowlist;
    const upstreams = Stack.of(this).toJsonString(gatewayUpstreams(props));
    throwIssues(this, environmentIssues(this, { ...middlewareEnvironment, [UPSTREAMS]: upstreams }));
    evaluator.addEnvironment(UPSTREAMS, upstreams);
  }

  private addRoutes(props: CorsGatewayProps): void {
    const { evaluator } = this.allowlist;
    const prefixes = (props.hosts ?? []).flatMap(({ _rule: { pathPrefix } }) => pathPrefix ?? []);
    for (const [path, seat] of resourceSeats(prefixedRoutes(gatewayRoutes(props), prefixes))) {
      addSeat(this.api, path, { ...this.behind(seat), evaluator });
    }
    for (const handler of middlewareFunctions(allBackends(props))) this.allowlist.grantMiddleware(handler);
  }

  /** The evaluator judges by itself; anything else stands behind the authorizer. */
  private behind(seat: Seat): { readonly handler: IFunction; readonly authorizer: IAuthorizer | undefined } {
    if (seat === 'evaluator') return { handler: this.allowlist.evaluator, authorizer: undefined };
    const handler = seat === 'echo' ? this.echo : seat;
    return { handler, authorizer: this.allowlist.authorizerFor(this.api as IRestApi) };
  }

  private get echo(): LambdaFunction {
    const existing = this.node.tryFindChild('Echo');
    if (existing instanceof HandlerFunction) return existing.handler;
    const { handler } = new HandlerFunction(this, 'Echo', {
      bundle: 'echo',
      description: 'Answers with what it was asked',
      timeout: Duration.seconds(10),
      memorySize: 256,
    });
    this.allowlist.grantMiddleware(handler);
    return handler;
  }

  private makeAdminApi({ adminAuth: auth, logRetention }: CorsGatewayProps): CorsAdminApi {
    const adminApi = new CorsAdminApi(this, 'Admin', {
      allowlist: this.allowlist,
      gatewayApi: this.api as IRestApi,
      // The account has one role for logs; who left it to others for the gateway has it for this API too.
      cloudWatchRole: false,
      ...defined({ auth, logRetention }),
    });
    const account = this.api.node.tryFindChild('Account');
    if (account !== undefined) adminApi.api.deploymentStage.node.addDependency(account);
    return adminApi;
  }

  private addHosts({ hosts = [] }: CorsGatewayProps): void {
    for (const [index, { _custom: custom }] of hosts.entries()) {
      if (custom !== undefined)
        this.domains.set(custom.domainName, makeCustomDomain(this, this.api, custom, index));
    }
  }
}
