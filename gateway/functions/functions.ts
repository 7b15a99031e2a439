import type { Deployed } from '../assembly/stack';
import { functionEnvironment } from './environment';
import { functionDefinition, type FunctionDefinition } from './function-definition';
import { FunctionPool, type InvocationReport } from './function-pool';
import { UnsupportedTemplateError } from '../errors';

/** The function that a host is asked about. */
export interface FunctionIdentity {
  readonly logicalId: string;
  readonly name: string;
}

/** The function that wrote a line. */
export interface LineWriter extends FunctionIdentity {
  readonly logGroup: string;
}

/** Options of {@link Functions}. */
export interface FunctionsOptions {
  /**
   * Variables that the host adds to a function's environment, over those of the template; `undefined` removes one. Asked each time a sandbox
   * starts, which is at the first event at the earliest: ports chosen by then may be part of it.
   *
   * @param own the variables of the template
   * @default - nothing
   */
  readonly environment?: (
    identity: FunctionIdentity,
    own: ReadonlyMap<string, string>,
  ) => Readonly<Record<string, string | undefined>>;
  /**
   * Gets every line that a function writes.
   *
   * @default - lines are dropped
   */
  readonly onLine?: (writer: LineWriter, line: string) => void;
  /**
   * Answers for a function that cannot run here, such as one of another language.
   *
   * @param why what keeps it from running, in a sentence for a person
   * @default - such a function is an UnsupportedTemplateError when it is invoked
   */
  readonly foreign?: (identity: FunctionIdentity, why: string, event: unknown) => unknown;
}

/** Every Lambda function of a stack, found by ARN and started when the first event for it arrives. */
export class Functions {
  private readonly pools = new Map<string, FunctionPool | UnsupportedTemplateError>();

  constructor(
    private readonly deployed: Deployed,
    private readonly options: FunctionsOptions = {},
  ) {}

  /**
   * Invokes a function and waits for it.
   *
   * @param arn of the function, of a version or of an alias: there is only one state of the code here
   * @throws UnsupportedTemplateError when the stack has no such function, or one that cannot run here
   */
  async invoke(arn: string, event: unknown): Promise<InvocationReport> {
    const pool = this.pool(arn);
    if (!(pool instanceof UnsupportedTemplateError)) return pool.invoke(JSON.stringify(event));
    if (this.options.foreign === undefined) throw pool;
    const identity = { logicalId: pool.logicalId, name: arn.split(':')[6] ?? '' };
    const json = JSON.stringify(this.options.foreign(identity, pool.message, event) ?? null);
    return { invocation: { kind: 'returned', json }, lines: [] };
  }

  /** The same functions in sandboxes of their own, with more in their environment. The caller must close them. */
  with(more: Readonly<Record<string, string>>): Functions {
    const { environment, ...options } = this.options;
    return new Functions(this.deployed, {
      ...options,
      environment: (identity, own) => ({ ...environment?.(identity, own), ...more }),
    });
  }

  async close(): Promise<void> {
    const running = [...this.pools.values()].filter((pool) => pool instanceof FunctionPool);
    await Promise.all(running.map((pool) => pool.close()));
  }

  private pool(arn: string): FunctionPool | UnsupportedTemplateError {
    // arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]
    const unqualified = arn.split(':').slice(0, 7).join(':');
    const known = this.pools.get(unqualified);
    if (known !== undefined) return known;
    const pool = this.startPool(unqualified);
    this.pools.set(unqualified, pool);
    return pool;
  }

  private startPool(arn: string): FunctionPool | UnsupportedTemplateError {
    const resource = this.deployed
      .resourcesOf('AWS::Lambda::Function')
      .find((candidate) => candidate.attribute('Arn') === arn);
    if (resource === undefined) {
      return new UnsupportedTemplateError(arn, 'AWS::Lambda::Function', 'is not a function of this stack');
    }
    let definition: FunctionDefinition;
    try {
      definition = functionDefinition(resource);
    } catch (error) {
      if (error instanceof UnsupportedTemplateError) return error;
      throw error;
    }
    const identity: FunctionIdentity = { logicalId: definition.logicalId, name: definition.name };
    return new FunctionPool(
      definition,
      () =>
        functionEnvironment(
          definition,
          resource.owner.environment.region,
          this.options.environment?.(identity, definition.environment) ?? {},
        ),
      (line) => this.options.onLine?.({ ...identity, logGroup: definition.logGroup }, line),
    );
  }
}
