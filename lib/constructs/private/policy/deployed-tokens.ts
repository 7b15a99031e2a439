import { Lazy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { NO_CHECK, routeCheck, type TokensDocument } from '../../../contract';
import type { CorsEndpoints } from '../../cors-endpoints';
import type { TokenCheck } from '../../token-check';
import { ConstructMark } from '../synth/construct-mark';
import { issueText } from '../synth/synth-error';
import { routeIssues, scopeIssues, type TokenRoute } from './token-route-issues';

const tokens = new ConstructMark<DeployedTokens>('tokens');

/**
 * The checks of an allowlist as functions will read them: those of endpoints, and those that `protect` and backends add. Functions
 * have no variable for them where there are none.
 */
export class DeployedTokens {
  /** The checks of an allowlist. */
  public static of(allowlist: IConstruct): DeployedTokens | undefined {
    return tokens.get(allowlist);
  }

  private readonly checks = new Map<string, TokenCheck>();
  private readonly rows = new Map<string, string>();
  private readonly said: TokenRoute[] = [];
  private readonly readers = new Set<LambdaFunction>();

  /** @param endpoints whose checks and scopes count too */
  constructor(
    private readonly scope: Construct,
    { _checks: checks, _rules: rules }: CorsEndpoints,
  ) {
    tokens.set(scope, this);
    for (const check of checks) this.add(check);
    // Later calls say more about the same paths.
    scope.node.addValidation({
      validate: () =>
        [...scopeIssues(rules, this.isUsed), ...routeIssues(this.said, this.document.routes)].map(issueText),
    });
  }

  /**
   * The check of a resource and of those below it.
   *
   * @param path of the resource in its API
   * @param check undefined where nobody is checked
   * @param api a name of the API, for comparing
   */
  public setRoute(path: string, check: TokenCheck | undefined, api: string): void {
    if (check !== undefined) this.add(check);
    const name = check?._name ?? NO_CHECK;
    this.rows.set(path, name);
    this.said.push({ path, name, api });
  }

  /** Says that a part of an API is judged without a word about tokens. */
  public leaveRoute(path: string, api: string): void {
    this.said.push({ path, name: undefined, api });
  }

  /** A check that a rule or an upstream refers to. */
  public add(check: TokenCheck): void {
    if (check._document === undefined || this.checks.has(check._name)) return;
    this.checks.set(check._name, check);
    for (const reader of this.readers) letAsk(reader, check);
  }

  /** Whether any caller is checked. */
  public get isUsed(): boolean {
    return this.checks.size > 0;
  }

  /** Name of the check of a resource by the rows so far; undefined where nobody is checked. */
  public checkOf(resource: string): string | undefined {
    return routeCheck(this.document, resource);
  }

  /** URLs of metadata that the checks name. */
  public get metadata(): readonly string[] {
    const urls = [...this.checks.values()].flatMap(({ _document: document }) =>
      document !== undefined && 'resourceMetadata' in document ? (document.resourceMetadata ?? []) : [],
    );
    return [...new Set(urls)];
  }

  /** The document as the environment of a function has it; no variable at all where nobody is checked. */
  public encoded(): string {
    return Lazy.uncachedString({
      produce: () => {
        const { document } = this;
        return Object.keys(document.checks).length === 0
          ? undefined
          : Stack.of(this.scope).toJsonString(document);
      },
    });
  }

  /** Says that a function has the checks in its environment. */
  public readBy(handler: LambdaFunction): void {
    this.readers.add(handler);
    for (const check of this.checks.values()) letAsk(handler, check);
  }

  private get document(): TokensDocument {
    const checks = [...this.checks].flatMap(([name, { _document: document }]) =>
      document === undefined ? [] : [[name, document] as const],
    );
    return { checks: Object.fromEntries(checks), routes: Object.fromEntries(this.rows) };
  }
}

/** Lets a function ask an authorizer, and no other function. */
function letAsk(handler: LambdaFunction, { _handler: asked }: TokenCheck): void {
  if (asked === undefined) return;
  handler.addToRolePolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [asked.functionArn] }),
  );
}
