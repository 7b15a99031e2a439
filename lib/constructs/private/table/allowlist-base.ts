import { Duration, Resource } from 'aws-cdk-lib';
import { Metric, Stats, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  DIMENSION_REASON,
  DIMENSION_SERVICE,
  METRIC_ALLOWED,
  METRIC_CLIENT_SECRET_SEEN,
  METRIC_EVALUATOR_ERROR,
  METRIC_LOOKUP_LATENCY,
  METRIC_NAMESPACE,
  METRIC_REFUSED,
  METRIC_STORE_UNAVAILABLE,
  METRIC_TOKEN_REFUSED,
  METRIC_WOULD_REFUSE,
  TABLE_NAME,
} from '../../../contract';
import type { CorsReasonMetricOptions, ICorsAllowlist } from '../../i-cors-allowlist';
import { Construct, type IConstruct } from 'constructs';
import { grantorOf, markGrantor } from '../functions/middleware-function';
import { environmentOf } from '../synth/environment';
import { throwIssues, type SynthIssue } from '../synth/synth-error';
import { GRANTEE, requiredIssues, typedProps } from '../synth/prop-types';
import { warn } from '../synth/warning';
import type { DeployedTable } from '../policy/deployed-table';
import type { DeployedTokens } from '../policy/deployed-tokens';
import { renameIssues, tableUseIssues } from './table-environment';
import { grantCycleIssues } from './grant-cycle';
import { reasonIssues } from './reason-issues';
import { grantByTable } from './table-policy';

/**
 * The common part of an allowlist that is defined here and of an imported one.
 *
 * @internal
 */
export abstract class CorsAllowlistBase extends Resource implements ICorsAllowlist {
  public abstract readonly table: ITableV2;
  public abstract readonly evaluatorLogGroup?: ILogGroup;
  public abstract readonly middlewareEnvironment: { [name: string]: string };

  /**
   * The endpoint table as functions read it.
   *
   * @internal
   */
  public abstract readonly _endpoints: DeployedTable;

  /**
   * The checks of tokens as functions read them.
   *
   * @internal
   */
  public abstract readonly _tokens: DeployedTokens;

  public grantRead(grantee: IGrantable): Grant {
    throwIssues(this, this.granteeIssues(grantee));
    // A verdict needs only reads of named keys. The read grants of the CDK include queries and scans.
    const actions = ['dynamodb:BatchGetItem'];
    const added = Grant.addToPrincipal({ grantee, actions, resourceArns: [this.table.tableArn] });
    const grant = added.success ? added : grantByTable(this, this.table, grantee, actions);
    const key = this.table.encryptionKey;
    return key === undefined ? grant : grant.combine(key.grantDecrypt(grantee));
  }

  public grantMiddleware(handler: LambdaFunction): Grant {
    throwIssues(this, [...functionIssues(handler), ...this.functionPlaceIssues(handler)]);
    const other = grantorOf(handler);
    if (other !== undefined && other !== this) warnOfReplaced(this, handler, other);
    markGrantor(handler, this);
    for (const [name, value] of Object.entries(this.middlewareEnvironment))
      handler.addEnvironment(name, value);
    this._endpoints.readBy(handler);
    this._tokens.readBy(handler);
    return this.grantRead(handler);
  }

  public metric(metricName: string, options: MetricOptions = {}): Metric {
    return this.counted(metricName, {}, options);
  }

  public metricAllowed(options?: MetricOptions): Metric {
    return this.metric(METRIC_ALLOWED, options);
  }

  public metricRefused(options?: CorsReasonMetricOptions): Metric {
    return this.countedByReason(METRIC_REFUSED, options);
  }

  public metricWouldRefuse(options?: CorsReasonMetricOptions): Metric {
    return this.countedByReason(METRIC_WOULD_REFUSE, options);
  }

  public metricStoreUnavailable(options?: MetricOptions): Metric {
    return this.metric(METRIC_STORE_UNAVAILABLE, options);
  }

  public metricClientSecretSeen(options?: MetricOptions): Metric {
    return this.metric(METRIC_CLIENT_SECRET_SEEN, options);
  }

  public metricTokenRefused(options?: MetricOptions): Metric {
    return this.metric(METRIC_TOKEN_REFUSED, options);
  }

  public metricEvaluatorError(options?: MetricOptions): Metric {
    return this.metric(METRIC_EVALUATOR_ERROR, options);
  }

  public metricLookupLatency(options: MetricOptions = {}): Metric {
    const { props, issues } = typedProps(options, {}, 'options');
    throwIssues(this, issues);
    return this.metric(METRIC_LOOKUP_LATENCY, { statistic: Stats.percentile(95), ...props });
  }

  private functionPlaceIssues(handler: LambdaFunction): readonly SynthIssue[] {
    if (!Construct.isConstruct(handler)) return [];
    const fix =
      'make a CorsAllowlist with existingTable and the literal ARN of the table in the stack of the function, and call its grantMiddleware()';
    const apart = tableUseIssues(this.table, environmentOf(this), {
      prop: 'handler',
      value: handler.node.path,
      user: handler,
      name: 'the function',
      fix,
    });
    return apart.length > 0 ? apart : grantCycleIssues(this.table, handler);
  }

  /** The policy of a role is in the stack of the role. Accounts and other principals are not constructs. */
  private granteeIssues(grantee: IGrantable): readonly SynthIssue[] {
    const issues = requiredIssues('grantee', grantee, GRANTEE);
    if (issues.length > 0 || !Construct.isConstruct(grantee)) return issues;
    const fix =
      'call grantRead(new AccountPrincipal(account)), and name the literal ARN of the table in the policy of the role';
    return renameIssues(this.table, {
      prop: 'grantee',
      value: grantee.node.path,
      user: grantee,
      name: 'the grantee',
      fix,
    });
  }

  private countedByReason(metricName: string, options: CorsReasonMetricOptions = {}): Metric {
    const { props, issues } = typedProps(options, {}, 'options');
    const { reason, ...rest } = props;
    throwIssues(this, [...issues, ...reasonIssues(reason)]);
    return this.counted(metricName, reason === undefined ? {} : { [DIMENSION_REASON]: reason }, rest);
  }

  private counted(metricName: string, dimensions: Record<string, string>, given: MetricOptions): Metric {
    const { props: options, issues } = typedProps(given, {}, 'options');
    throwIssues(this, issues);
    return new Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      statistic: Stats.SUM,
      period: Duration.minutes(5),
      ...options,
      dimensionsMap: {
        [DIMENSION_SERVICE]: this.middlewareEnvironment[TABLE_NAME] ?? this.table.tableName,
        ...dimensions,
        ...options.dimensionsMap,
      },
    }).attachTo(this);
  }
}

/** A function has one environment, and the last allowlist that gives it wins. */
function warnOfReplaced(allowlist: IConstruct, handler: IConstruct, other: IConstruct): void {
  warn(
    allowlist,
    'replacedMiddleware',
    `the function ${handler.node.path} had the environment of ${other.node.path}, and has that of ${allowlist.node.path} now: withCors ` +
      "judges by this one alone. Behind the authorizers of both, write withCors(handler, { verdictFrom: 'authorizer' }) and " +
      'acknowledge this; otherwise make a function for each',
  );
}

/** A program without types can hand in an imported function, whose environment cannot be set here. */
function functionIssues(handler: Partial<LambdaFunction> | undefined): readonly SynthIssue[] {
  if (typeof handler?.addEnvironment === 'function') return [];
  const rule = 'must be a function that this app defines, because its environment is set here';
  const fix = 'set middlewareEnvironment where the function is defined, and call grantRead() for it';
  return [{ prop: 'handler', value: handler?.node?.path, rule, fix }];
}
