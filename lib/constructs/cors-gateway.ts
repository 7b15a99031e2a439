import { Duration } from 'aws-cdk-lib';
import type { DomainName, IAuthorizer, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CorsAdminApi } from './cors-admin-api';
import { CorsAllowlist } from './cors-allowlist';
import type { CorsGatewayProps } from './cors-gateway-props';
import { JudgedBy } from './judged-by';
import { asRestApi } from './private/api/as-rest-api';
import { addOutputs } from './private/api/outputs';
import { addTokenResponses } from './private/api/token-responses';
import { addGatewayResponses } from './private/api/gateway-responses';
import { apiPlace } from './private/deployed/deployed-api';
import { HandlerFunction } from './private/functions/handler-function';
import { warnOfNoIssuerWay } from './private/functions/network-warnings';
import { apiResources } from './private/gateway/api-resources';
import { canaryIssues } from './private/gateway/canary-issues';
import { makeCustomDomain } from './private/api/custom-domain';
import { addResource, makeGatewayApi } from './private/gateway/gateway-api';
import { middlewareFunctions, warnOfMissingMiddleware } from './private/gateway/backend-middleware';
import { checkedGatewayPlan, upstreamEnvironment } from './private/gateway/gateway-issues';
import { prefixedRoutes, type GatewayPlan } from './private/gateway/gateway-plan';
import type { RouteTarget } from './private/gateway/route-targets';
import { warnOfUnanswered } from './private/gateway/unanswered-endpoints';
import { resourceLimitIssues } from './private/gateway/resource-limits';
import { addTokenChecks } from './private/gateway/token-routes';
import { checkLater } from './private/protection/check/api-check';
import { coverageOf } from './private/protection/check/claim';
import { plannedProps } from './private/synth/planned-props';
import { issueText, SynthError } from './private/synth/synth-error';
import { defined, literal } from './private/synth/values';

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
    const plan = checkedGatewayPlan(this, props);
    warnOfUnanswered(this, plan);
    this.allowlist = new CorsAllowlist(this, 'Allowlist', plannedProps({}, plan.allowlist));
    const upstreams = Object.entries(upstreamEnvironment(this, plan));
    for (const [name, value] of upstreams) this.allowlist.evaluator.addEnvironment(name, value);
    const { oauthUpstream, evaluator } = plan.props;
    if (oauthUpstream !== undefined) {
      warnOfNoIssuerWay(this.allowlist.evaluator, oauthUpstream.issuer, evaluator ?? {});
    }
    this.api = makeGatewayApi(this, 'Api', plan.props);
    this.url = this.api.urlForPath().replace(/\/$/, '');
    this.addRoutes(plan);
    addTokenResponses(this.allowlist, this.api);
    checkLater({
      scope: this,
      api: apiPlace(asRestApi(this.api)),
      name: this.api.node.path,
      covers: coverageOf(this.api),
      excludedAs: () => undefined,
      evaluator: this.allowlist.evaluator,
      keepAuthorizers: false,
      allowlist: this.allowlist,
      warnsOfFunctions: false,
      gatewayResponses: addGatewayResponses(this.api),
      isWhole: true,
    });
    this.addHosts(plan.props);
    if (plan.props.adminApi !== false) this.adminApi = this.makeAdminApi(plan.props);
    if (plan.props.outputs !== false) this.addOutputs(plan.props);
    this.node.addValidation({
      validate: () =>
        [
          ...resourceLimitIssues(this.api, plan.props.maxApiResources),
          ...canaryIssues(this.api, plan.props.retainDeployments),
        ].map(issueText),
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
    const rule = 'the gateway has not made this custom domain name';
    const fix = 'add CorsHost.custom() for it to hosts';
    throw new SynthError(this, [{ prop: 'domainName', value: domainName, rule, fix }]);
  }

  private addRoutes(plan: GatewayPlan): void {
    const { evaluator } = this.allowlist;
    const resources = apiResources(prefixedRoutes(plan.routes, plan.prefixes));
    addTokenChecks(this.allowlist._tokens, plan, resources);
    for (const [path, target] of resources) {
      addResource(this.api, path, {
        ...this.behind(target),
        apiKeyRequired: target.apiKeyRequired,
        evaluator,
      });
    }
    for (const handler of middlewareFunctions(this, plan)) this.allowlist.grantMiddleware(handler);
    warnOfMissingMiddleware(this, plan);
  }

  /** The evaluator judges by itself, and so does a function that is chosen for it; others have the authorizer in front of them. */
  private behind({ handler, judgedBy }: RouteTarget): {
    readonly handler: IFunction;
    readonly authorizer: IAuthorizer | undefined;
  } {
    if (handler === 'evaluator') return { handler: this.allowlist.evaluator, authorizer: undefined };
    const own = handler === 'echo' ? this.echo : handler;
    if (judgedBy === literal(JudgedBy.MIDDLEWARE)) return { handler: own, authorizer: undefined };
    return { handler: own, authorizer: this.allowlist.authorizerFor(asRestApi(this.api)) };
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

  private makeAdminApi(given: CorsGatewayProps): CorsAdminApi {
    const { adminAuth: auth, admin, console, furtherLogGroups, logRetention } = given;
    const props = {
      allowlist: this.allowlist,
      gatewayApi: asRestApi(this.api),
      // The account-wide role for logs is made, or not, by the API of the gateway.
      cloudWatchRole: false,
      ...defined({ auth, admin, console, furtherLogGroups, logRetention }),
    };
    const adminApi = new CorsAdminApi(this, 'Admin', plannedProps(props, true));
    const account = this.api.node.tryFindChild('Account');
    if (account !== undefined) adminApi.api.deploymentStage.node.addDependency(account);
    return adminApi;
  }

  private addOutputs({ disableExecuteApiEndpoint, hosts = [] }: CorsGatewayProps): void {
    const [host] = hosts;
    const ownUrl = `https://${host?._rule.domainName ?? ''}${host?._rule.basePath ?? ''}`;
    addOutputs(this, {
      GatewayUrl: {
        value: disableExecuteApiEndpoint === true ? ownUrl : this.url,
        description: 'URL of the API',
      },
      ...this.adminApi?._outputs,
      TableName: { value: this.allowlist.table.tableName, description: 'Name of the table of the allowlist' },
    });
  }

  private addHosts({ hosts = [] }: CorsGatewayProps): void {
    for (const [index, { _custom: custom }] of hosts.entries()) {
      if (custom !== undefined)
        this.domains.set(custom.domainName, makeCustomDomain(this, this.api, custom, index));
    }
  }
}
