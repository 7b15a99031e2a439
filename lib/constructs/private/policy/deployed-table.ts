import { Lazy } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { CROSS_SITE_VARY, VARY } from '../../../core';
import type { CorsEndpoints } from '../../cors-endpoints';
import { CorsEndpoint } from '../../cors-endpoint';
import { ConstructMark } from '../synth/construct-mark';
import { issueText, type SynthIssue } from '../synth/synth-error';
import { warn } from '../synth/warning';
import { closedRoutes } from './closed-routes';
import { encodeEndpoints, functionEnvironmentIssues } from './policy-environment';
import { policyOptionIssues } from './policy-issues';
import { policyPlan, type PolicyPlan } from './policy-plan';
import { warnOfClosedOverlaps } from './policy-warnings';

const tables = new ConstructMark<DeployedTable>('table');

/**
 * The endpoint table of an allowlist as functions will read it. With routes it is complete once all constructs and aspects are there,
 * and then it is checked as a table is that somebody wrote.
 */
export class DeployedTable {
  /** The table by which a function judges. */
  public static of(handler: IConstruct): DeployedTable | undefined {
    return tables.get(handler);
  }

  private readonly readers = new Set<LambdaFunction>();
  private checked: CorsEndpoints | undefined;

  /** @param scope the allowlist */
  constructor(
    public readonly scope: Construct,
    private readonly plan: PolicyPlan,
  ) {
    scope.node.addValidation({ validate: () => this.issues().map(issueText) });
  }

  /** Every rule. What is asked for before the end of synthesis is not kept. */
  public get endpoints(): CorsEndpoints {
    return this.checked ?? this.read();
  }

  /** The table as the environment of a function has it. */
  public encoded(): string {
    return Lazy.uncachedString({
      // While the CDK looks for references it asks for every value, and a table refers to nothing.
      produce: ({ preparing }) => (preparing ? '' : encodeEndpoints(this.endpoints._document)),
    });
  }

  /** Says that a function has the table in its environment. */
  public readBy(handler: LambdaFunction): void {
    this.readers.add(handler);
    tables.set(handler, this);
  }

  /** The names by which answers vary, as a value of `Vary`. */
  public get varies(): string {
    const { crossSiteReads } = this.plan.settings;
    return crossSiteReads === 'refuse' ? `${VARY}, ${CROSS_SITE_VARY}` : VARY;
  }

  /** The functions that have the table in their environment. */
  public get functions(): readonly LambdaFunction[] {
    return [...this.readers];
  }

  private issues(): readonly SynthIssue[] {
    this.checked = this.read();
    const isWritten = this.checked === this.plan.endpoints;
    return [
      ...(isWritten ? [] : this.lateIssues(this.checked)),
      ...[...this.readers].flatMap(functionEnvironmentIssues),
    ];
  }

  private lateIssues(endpoints: CorsEndpoints): readonly SynthIssue[] {
    const plan = policyPlan({ ...this.plan.options, endpoints });
    if (this.plan.endpoints._routes !== undefined) {
      warnOfClosedOverlaps(this.scope, policyPlan({ ...this.plan.options, endpoints: this.readOpen() }));
    }
    return [
      ...(this.plan.endpoints._routes?.stageIssues(this.scope) ?? []),
      ...this.emptyIssues(),
      ...policyOptionIssues(plan),
    ];
  }

  private read(): CorsEndpoints {
    const open = this.readOpen();
    const closed = closedRoutes(this.scope).map((path) => CorsEndpoint.closed(path)._rule);
    return closed.length === 0 ? open : open._closing(closed);
  }

  /** The table without the paths that are excluded, whose closing is meant. */
  private readOpen(): CorsEndpoints {
    const { endpoints } = this.plan;
    return endpoints._routes === undefined
      ? endpoints
      : endpoints._withRoutes(endpoints._routes.read(this.scope));
  }

  private emptyIssues(): readonly SynthIssue[] {
    const routes = this.plan.endpoints._routes;
    if (routes === undefined) return [];
    const { rules, unknown } = routes.read(this.scope);
    for (const { httpMethod, path, construct } of unknown) {
      warn(
        this.scope,
        `unknownRoute:${construct.node.path}`,
        `${httpMethod} ${path} of ${routes.name} is closed for every page, because its path is known only at deployment. Write the ` +
          'part of the path out, or acknowledge this',
      );
    }
    if (rules.length > 0 || unknown.length > 0) return [];
    const rule = 'the API has no routes that pages may call, so every path would be closed';
    return [
      { prop: 'endpoints', value: routes.name, rule, fix: 'add methods to it, or use CorsEndpoints.of()' },
    ];
  }
}
