import { join, resolve } from 'node:path';
import { EVENT_BUS, TABLE_NAME } from '../../../../lib/contract';
import { functionEnvironment } from '../../../../gateway/functions/environment';
import type { FunctionDefinition } from '../../../../gateway/functions/function-definition';
import { FunctionPool } from '../../../../gateway/functions/function-pool';
import type { StreamAnswer, StreamEvent } from '../../../../lambda/changes/stream-record';

const REGION = 'eu-central-1';
const DEFINITION: FunctionDefinition = {
  logicalId: 'Publisher',
  name: 'publisher',
  arn: `arn:aws:lambda:${REGION}:123456789012:function:publisher`,
  logGroup: '/aws/lambda/publisher',
  directory: join(resolve(__dirname, '../../../..'), 'assets/change-events'),
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  environment: new Map([
    [TABLE_NAME, 'list'],
    [EVENT_BUS, `arn:aws:events:${REGION}:123456789012:event-bus/default`],
  ]),
  timeoutSeconds: 120,
  memoryMb: 256,
  reservedConcurrency: undefined,
};

/** The publisher that ships, in sandboxes as Lambda gives it. */
export class PublisherFunction {
  /** Every line that it wrote. */
  readonly lines: string[] = [];
  private pool: FunctionPool;

  constructor(private readonly bus: string) {
    this.pool = this.newPool();
  }

  /** Its answer; undefined where it died before. */
  readonly run = async (event: StreamEvent): Promise<StreamAnswer | undefined> => {
    const { invocation } = await this.pool.invoke(JSON.stringify(event));
    if (invocation.kind === 'returned') return JSON.parse(invocation.json) as StreamAnswer;
    if (invocation.kind === 'failed' && invocation.errorType === 'Runtime.ExitError') return undefined;
    throw new Error(JSON.stringify(invocation));
  };

  /** Ends it at this event; the next event gets a new one. */
  async kill(): Promise<void> {
    const { pool } = this;
    this.pool = this.newPool();
    await pool.close();
  }

  stop(): Promise<void> {
    return this.pool.close();
  }

  private newPool(): FunctionPool {
    const environment = functionEnvironment(DEFINITION, REGION, { AWS_ENDPOINT_URL_EVENTBRIDGE: this.bus });
    return new FunctionPool(
      DEFINITION,
      () => environment,
      (line) => this.lines.push(line),
    );
  }
}
