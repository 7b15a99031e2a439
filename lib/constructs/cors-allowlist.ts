import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IAuthorizer, IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Billing, TableEncryptionV2, TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE } from '../contract';
import type { CorsAllowlistAttributes } from './cors-allowlist-attributes';
import type { CorsAllowlistProps } from './cors-allowlist-props';
import type { CorsProtectOptions } from './cors-protect-options';
import type { ICorsAllowlist } from './i-cors-allowlist';
import { CorsAllowlistBase } from './private/allowlist-base';
import { authorizerOf } from './private/cors-authorizer';
import { HandlerFunction } from './private/handler-function';
import { ImportedAllowlist } from './private/imported-allowlist';
import { hasInitialEntries, InitialEntries } from './private/initial-entries';
import { initialIssues } from './private/initial-issues';
import { policyEnvironment, environmentIssues } from './private/policy-environment';
import { policyOptionIssues } from './private/policy-issues';
import { apiOf, protect } from './private/protection';
import { SynthError, throwIssues, type SynthIssue } from './private/synth-error';

const DEFAULT_MEMORY_SIZE = 512;

/**
 * A CORS allowlist that is edited at run time: its table, and the evaluator, the function that judges cross-origin requests
 * by it.
 *
 * `CorsGateway` makes one by itself; use this for an API that exists already, or for functions that judge by themselves
 * (`grantMiddleware`).
 */
export class CorsAllowlist extends CorsAllowlistBase {
  /** An allowlist that another stack defines. */
  public static fromCorsAllowlistAttributes(
    scope: Construct,
    id: string,
    attributes: CorsAllowlistAttributes,
  ): ICorsAllowlist {
    return new ImportedAllowlist(scope, id, attributes);
  }

  public readonly table: ITableV2;
  public readonly middlewareEnvironment: { [name: string]: string };

  /** The function that judges: as authorizer, as answer to preflights, and in front of HTTP upstreams. */
  public readonly evaluator: LambdaFunction;

  constructor(scope: Construct, id: string, props: CorsAllowlistProps = {}) {
    super(scope, id);
    throwIssues(this, [...policyOptionIssues(props), ...tableIssues(props), ...initialIssues(props)]);
    this.table = this.makeTable(props) as ITableV2;
    this.middlewareEnvironment = policyEnvironment(this, this.table.tableName, props);
    throwIssues(this, environmentIssues(this, this.middlewareEnvironment));
    this.evaluator = new HandlerFunction(this, 'Evaluator', {
      bundle: 'evaluator',
      description: 'Judges cross-origin requests: authorizer, preflights, HTTP upstreams',
      // As long as API Gateway waits for any integration; the evaluator ends upstream calls before.
      timeout: Duration.seconds(29),
      memorySize: props.evaluatorMemorySize ?? DEFAULT_MEMORY_SIZE,
      environment: this.middlewareEnvironment,
      logRetention: props.logRetention,
    }).handler;
    this.grantRead(this.evaluator);
    if (hasInitialEntries(props)) new InitialEntries(this, 'InitialEntries', { ...props, table: this.table });
  }

  /**
   * The authorizer that lets an API's methods refuse what the allowlist does not allow, before their backend runs. It keeps
   * no results and names no identity sources, so that requests without an `Origin` header pass. Each API has one.
   */
  public authorizerFor(api: IRestApi): IAuthorizer {
    return authorizerOf(api, this.evaluator);
  }

  /**
   * Lets the allowlist judge the requests to an API that exists already: its methods refuse what is not allowed before
   * their backend runs, preflights are answered, and errors that API Gateway makes by itself become problem bodies. Call it
   * once all methods are there. What the backends answer carries CORS headers where they use `withCors`
   * (`grantMiddleware`), or set them themselves from the authorizer's context.
   *
   * @param target a `RestApi` for all of it, or one of its resources for the part below that
   */
  public protect(target: IConstruct, options: CorsProtectOptions = {}): void {
    const api = apiOf(target);
    if (api === undefined) {
      const rule = 'no RestApi of this app, and none of its resources';
      const fix =
        'call protect() in the stack that owns the API; for methods that are added here, use authorizerFor()';
      throw new SynthError(this, [{ prop: 'target', value: target.node.path, rule, fix }]);
    }
    const { evaluator } = this;
    protect(this, target, api, { authorizer: this.authorizerFor(api as IRestApi), evaluator }, options);
  }

  private makeTable(props: CorsAllowlistProps): TableV2 {
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    return new TableV2(this, 'Table', {
      partitionKey: { name: PARTITION_KEY, type: AttributeType.STRING },
      sortKey: { name: SORT_KEY, type: AttributeType.STRING },
      timeToLiveAttribute: TTL_ATTRIBUTE,
      billing: Billing.onDemand(),
      encryption: props.encryption ?? TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: props.pointInTimeRecovery ?? true },
      deletionProtection: props.deletionProtection ?? removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy,
      replicas: props.replicas ?? [],
    });
  }
}

function tableIssues(props: CorsAllowlistProps): readonly SynthIssue[] {
  if (props.removalPolicy !== RemovalPolicy.DESTROY || props.deletionProtection !== true) return [];
  const rule = 'a table that DynamoDB refuses to delete cannot be deleted with the stack';
  const fix = 'leave one of removalPolicy and deletionProtection out';
  return [{ prop: 'deletionProtection', value: true, rule, fix }];
}
