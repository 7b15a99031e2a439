import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ApiDefinition, IAuthorizer, IRestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
  type ITableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { PARTITION_KEY, SORT_KEY, TOKENS, TTL_ATTRIBUTE } from '../contract';
import type { CorsAllowlistAttributes } from './cors-allowlist-attributes';
import type { CorsAllowlistProps } from './cors-allowlist-props';
import type { CorsDefinitionOptions } from './cors-definition-options';
import type { CorsProtectOptions } from './cors-protect-options';
import type { ICorsAllowlist } from './i-cors-allowlist';
import { CorsAllowlistBase } from './private/table/allowlist-base';
import { authorizerOf } from './private/api/cors-authorizer';
import { markObserving } from './private/policy/observing';
import { ChangePublisher } from './private/events/change-publisher';
import { readDefinitionFile } from './private/protection/document/definition-file';
import { protectDefinition } from './private/protection/document/protected-definition';
import { existingTable, type ExistingTable } from './private/table/existing-table';
import { HandlerFunction } from './private/functions/handler-function';
import { ImportedAllowlist } from './private/table/imported-allowlist';
import { hasInitialEntries, InitialEntries } from './private/initial/initial-entries';
import { checkedAllowlistPlan, plannedAllowlist } from './private/allowlist/allowlist-plan';
import { warnOfListedAliases } from './private/allowlist/listed-aliases';
import { warnOfPolicy } from './private/policy/policy-warnings';
import { DeployedTable } from './private/policy/deployed-table';
import { DeployedTokens } from './private/policy/deployed-tokens';
import { policyEnvironment } from './private/policy/policy-environment';
import { protect } from './private/protection/protection';
import { apiOf } from './private/protection/protection-target';
import { instance, requiredIssues } from './private/synth/prop-types';
import { issueText, throwIssues } from './private/synth/synth-error';
import { defined } from './private/synth/values';
import { renamedIssues } from './private/table/table-environment';

const DEFAULT_MEMORY_SIZE = 512;
const API = instance('a REST API', 'restApiId', 'give a RestApi');

/**
 * A CORS allowlist that is edited at run time: its table, and the evaluator, the function that judges cross-origin requests
 * by it.
 *
 * `CorsGateway` makes one by itself; use this for an API that exists already, or for functions that judge by themselves
 * (`grantMiddleware`).
 */
export class CorsAllowlist extends CorsAllowlistBase {
  /**
   * An allowlist that another stack defines, for functions that judge by themselves (`grantMiddleware`). To judge in front of
   * an API, make a `CorsAllowlist` over its table, with the prop `existingTable`.
   */
  public static fromCorsAllowlistAttributes(
    scope: Construct,
    id: string,
    attributes: CorsAllowlistAttributes,
  ): ICorsAllowlist {
    return new ImportedAllowlist(scope, id, attributes);
  }

  public readonly table: ITableV2;
  public readonly evaluatorLogGroup?: ILogGroup;
  public readonly middlewareEnvironment: { [name: string]: string };

  /** @internal */
  public readonly _endpoints: DeployedTable;

  /** @internal */
  public readonly _tokens: DeployedTokens;

  /** The function that judges. It is the authorizer, answers preflights, and forwards requests to HTTP upstreams. */
  public readonly evaluator: LambdaFunction;

  /** The function that publishes changes; undefined without `changeEvents`. */
  public readonly changeEventsFunction?: LambdaFunction;

  /** The queue of changes that could not be published within 22 hours; undefined without `changeEvents`. */
  public readonly changeEventsDeadLetterQueue?: Queue;

  /**
   * The alarm of that queue, without an action; undefined without `changeEvents`. `alarms.changeEventsLost` of `CorsMonitoring` changes it,
   * or takes it away.
   */
  public readonly changeEventsAlarm?: Alarm;

  constructor(scope: Construct, id: string, props: CorsAllowlistProps = {}) {
    super(scope, id);
    const plan = plannedAllowlist(props) ?? checkedAllowlistPlan(this, props);
    warnOfPolicy(this, plan.policy);
    warnOfListedAliases(this, plan);
    const { table, name } = this.tableOf(plan.props);
    this.table = table;
    this._endpoints = new DeployedTable(this, plan.policy);
    this._tokens = new DeployedTokens(this, plan.policy.endpoints);
    this.middlewareEnvironment = {
      ...policyEnvironment(this, name, plan.policy, this._endpoints.encoded()),
      [TOKENS]: this._tokens.encoded(),
    };
    const { evaluator: options, logRetention } = plan.props;
    this.evaluator = new HandlerFunction(this, 'Evaluator', {
      bundle: 'evaluator',
      description: 'Judges cross-origin requests: authorizer, preflights, HTTP upstreams',
      // As long as API Gateway waits for any integration; the evaluator ends upstream calls before.
      timeout: Duration.seconds(29),
      memorySize: DEFAULT_MEMORY_SIZE,
      environment: this.middlewareEnvironment,
      logRetention,
      options,
      provisionedHandler: 'provisioned.handler',
    }).handler;
    this.evaluatorLogGroup = this.evaluator.logGroup;
    this._endpoints.readBy(this.evaluator);
    this._tokens.readBy(this.evaluator);
    markObserving(this.evaluator, plan.props);
    this.grantRead(this.evaluator);
    const { changeEvents } = plan.props;
    if (changeEvents !== undefined) {
      const publisher = new ChangePublisher(this, 'ChangeEvents', {
        options: changeEvents,
        table,
        tableName: name,
        logRetention,
        functions: options,
      });
      this.changeEventsFunction = publisher.handler;
      this.changeEventsDeadLetterQueue = publisher.deadLetterQueue;
      this.changeEventsAlarm = publisher.alarm;
    }
    if (hasInitialEntries(plan.initial)) {
      new InitialEntries(this, 'InitialEntries', { plan: plan.initial, table, logRetention, options });
    }
  }

  /**
   * The authorizer by which methods of an API refuse requests that the allowlist does not allow, before their backend runs. It
   * keeps no results and has no identity sources, so that requests without an `Origin` header pass. Each API has one authorizer
   * for each allowlist.
   */
  public authorizerFor(api: IRestApi): IAuthorizer {
    throwIssues(this, requiredIssues('api', api, API));
    return authorizerOf(api, this.evaluator);
  }

  /**
   * Lets the allowlist judge the requests to an API that exists already. Its methods refuse requests that are not allowed before
   * their backend runs, preflights are answered, and errors that API Gateway makes by itself get problem bodies. Call it once
   * all methods are there. The answers of backends carry CORS headers where the backends use `withCors` (`grantMiddleware`), or
   * set the headers by themselves from the authorizer's context.
   *
   * @param target a `RestApi` for the whole API, one of its resources for the part below it, or a resource that this stack adds
   * to an imported API
   */
  public protect(target: IConstruct, options: CorsProtectOptions = {}): void {
    protect(this, target, apiOf(this, target), this.evaluator, options);
  }

  /**
   * The definition of an API from an OpenAPI document, for `SpecRestApi`. It does for the document what `protect` does for a
   * `RestApi`: it adds the authorizer to the operations, preflights and gateway responses, and lets API Gateway invoke the
   * evaluator. The given document stays as it is.
   *
   * The answers of Lambda functions carry CORS headers where they use `withCors`. Integrations that are no proxies get the
   * headers by mappings.
   *
   * @param definition an OpenAPI 3.0 or Swagger 2.0 document, as an object
   */
  public protectedDefinition(definition: unknown, options: CorsDefinitionOptions = {}): ApiDefinition {
    return protectDefinition(this, definition, this.evaluator, options);
  }

  /**
   * The definition of an API from a file. It does for the file what `protectedDefinition` does for an object.
   *
   * @param file path of an OpenAPI 3.0 or Swagger 2.0 document in JSON
   */
  public protectedDefinitionFile(file: string, options: CorsDefinitionOptions = {}): ApiDefinition {
    return this.protectedDefinition(readDefinitionFile(this, file), options);
  }

  private tableOf(props: CorsAllowlistProps): ExistingTable {
    if (props.existingTable !== undefined) return existingTable(this, props.existingTable);
    const table = this.makeTable(props) as ITableV2;
    return { table, name: table.tableName };
  }

  private makeTable(props: CorsAllowlistProps): TableV2 {
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const table = new TableV2(this, 'Table', {
      partitionKey: { name: PARTITION_KEY, type: AttributeType.STRING },
      sortKey: { name: SORT_KEY, type: AttributeType.STRING },
      timeToLiveAttribute: TTL_ATTRIBUTE,
      billing: Billing.onDemand(),
      encryption: props.encryption ?? TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: props.pointInTimeRecovery ?? true },
      deletionProtection: props.deletionProtection ?? removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy,
      replicas: props.replicas ?? [],
      ...(props.changeEvents === undefined ? {} : { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }),
      ...defined({ tableName: props.tableName }),
    });
    this.node.addValidation({ validate: () => renamedIssues(table).map(issueText) });
    return table;
  }
}
