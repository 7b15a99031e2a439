import { Annotations, CustomResource, Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  INITIAL_ENTRIES_FILE,
  INITIAL_ENTRIES_TYPE,
  TABLE_NAME,
  type InitialEntriesProperties,
  type InitialEntry,
} from '../../../contract';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { grantInitialEntries } from '../table/key-grants';
import { warnOfNoAnswerWay } from '../functions/network-warnings';
import { withoutConcurrency } from '../functions/concurrency';
import { HandlerFunction } from '../functions/handler-function';
import type { InitialPlan } from './initial-plan';

/** Twice as long as the function asks a table again that takes nothing. */
const TIMEOUT = Duration.seconds(90);
/** For a function that cannot answer at all; Lambda calls it once more within this time. */
const SERVICE_TIMEOUT = Duration.minutes(5);
const MEMORY_SIZE = 512;

const EXPIRED = 'apigateway-cors-allowlist:CorsAllowlist.initialOriginExpired';
const RENAMED = 'apigateway-cors-allowlist:CorsAllowlist.initialOriginRenamed';

/** The parts that initial entries are made of. */
export interface InitialEntriesProps {
  readonly plan: InitialPlan;
  readonly table: ITableV2;
  readonly logRetention?: RetentionDays | undefined;
  /** The choices for the evaluator. */
  readonly options?: CorsFunctionOptions | undefined;
}

/**
 * Writes origins and settings that the code names into the table, where they are absent: a function of its own and the custom
 * resource that calls it, once it has its rights.
 */
export class InitialEntries extends Construct {
  constructor(scope: Construct, id: string, props: InitialEntriesProps) {
    super(scope, id);
    const { table, logRetention } = props;
    const { entries, isOAuthEnabled } = props.plan;
    this.warnOfExpired(entries);
    for (const renamed of props.plan.renamed) Annotations.of(this).addWarningV2(RENAMED, renamed);
    const { handler } = new HandlerFunction(this, 'Writer', {
      bundle: 'initial-entries',
      // The entries travel with the code, as neither a template nor an event has room for hundreds of them.
      files: { [INITIAL_ENTRIES_FILE]: JSON.stringify(entries) },
      description: 'Writes the initial origins and settings of a CORS allowlist',
      timeout: TIMEOUT,
      memorySize: MEMORY_SIZE,
      environment: { [TABLE_NAME]: table.tableName },
      logRetention,
      options: withoutConcurrency(props.options),
    });
    warnOfNoAnswerWay(handler, props.options ?? {});
    grantInitialEntries(handler, table, { entries: entries.length > 0, settings: isOAuthEnabled });
    const properties: InitialEntriesProperties = {
      TableName: table.tableName,
      Patterns: entries.map(({ pattern }) => pattern),
      ...(isOAuthEnabled ? { EnableCorsForOAuthEndpoints: 'true' } : {}),
    };
    new CustomResource(this, 'Entries', {
      serviceToken: handler.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      resourceType: INITIAL_ENTRIES_TYPE,
      properties: { ...properties },
    });
  }

  /** A warning, because an unchanged app must not start to fail when an entry expires. */
  private warnOfExpired(entries: readonly InitialEntry[]): void {
    const expired = entries.filter(({ expiresAt = '9999' }) => expiresAt <= new Date().toISOString());
    if (expired.length === 0) return;
    const names = expired.map(({ pattern, expiresAt }) => `${pattern} (${expiresAt ?? ''})`).join(', ');
    const message = `initialOrigins that have expired are not written: ${names}; take them out, or give them a later expiresAt`;
    Annotations.of(this).addWarningV2(EXPIRED, message);
  }
}

/** Whether a deployment has anything to write. */
export function hasInitialEntries({ entries, isOAuthEnabled }: InitialPlan): boolean {
  return entries.length > 0 || isOAuthEnabled;
}
