import type { Stack } from '../assembly/stack';
import { functionEnvironment } from './environment';
import { functionDefinition } from './function-definition';
import { FunctionPool, type InvocationReport } from './function-pool';
import { UnsupportedTemplateError } from '../errors';

/** The function that a host is asked about. */
export interface FunctionIdentity {
  readonly logicalId: string;
  readonly name: string;
}

/** Options of {@link Functions}. */
export interface FunctionsOptions {
  /**
   * Variables that the host adds to a function's environment, over those of the template. Asked each time a sandbox
   * starts, which is at the first event at the earliest: ports chosen by then may be part of it.
   *
   * @default - nothing
   */
  readonly environment?: (identity: FunctionIdentity) => Readonly<Record<string, string>>;
  /**
   * Gets every line that a function writes.
   *
   * @default - lines are dropped
   */
  readonly onLine?: (identity: FunctionIdentity, line: string) => void;
}

/** Every Lambda function of a stack, found by ARN and started when the first event for it arrives. */
export class Functions {
  private readonly pools = new Map<string, FunctionPool>();

  constructor(
    private readonly stack: Stack,
    private readonly options: FunctionsOptions = {},
  ) {}

  /**
   * Invokes a function and waits for it.
   *
   * @param arn of the function, of a version or of an alias: there is only one state of the code here
   * @throws UnsupportedTemplateError when the stack has no such function, or one that cannot run here
   */
  async invoke(arn: string, event: unknown): Promise<InvocationReport> {
    return this.pool(arn).invoke(JSON.stringify(event));
  }

  /** The same functions in sandboxes of their own, with more in their environment. The caller must close them. */
  with(more: Readonly<Record<string, string>>): Functions {
    const { environment, ...options } = this.options;
    return new Functions(this.stack, {
      ...options,
      environment: (identity) => ({ ...environment?.(identity), ...more }),
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
  }

  private pool(arn: string): FunctionPool {
    // arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]
    const unqualified = arn.split(':').slice(0, 7).join(':');
    const known = this.pools.get(unqualified);
    if (known !== undefined) return known;
    const pool = this.startPool(unqualified);
    this.pools.set(unqualified, pool);
    return pool;
  }

  private startPool(arn: string): FunctionPool {
    const resource = this.stack
      .resourcesOf('AWS::Lambda::Function')
      .find(({ logicalId }) => this.stack.attribute(logicalId, 'Arn') === arn);
    if (resource === undefined) {
      throw new UnsupportedTemplateError(arn, 'AWS::Lambda::Function', 'is not a function of this stack');
    }
    const definition = functionDefinition(this.stack, resource);
    const identity: FunctionIdentity = { logicalId: definition.logicalId, name: definition.name };
    return new FunctionPool(
      definition,
      () =>
        functionEnvironment(
          definition,
          this.stack.environment.region,
          this.options.environment?.(identity) ?? {},
        ),
      (line) => this.options.onLine?.(identity, line),
    );
  }
}
