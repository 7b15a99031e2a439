import { Annotations, CustomResource, Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  INITIAL_ENTRIES_FILE,
  INITIAL_ENTRIES_TYPE,
  normalizedTime,
  TABLE_NAME,
  type InitialEntriesProperties,
  type InitialEntry,
} from '../../../contract';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import type { CorsInitialOrigin } from '../../cors-initial-origin';
import { grantInitialEntries } from '../table/key-grants';
import { defined } from '../synth/values';
import { HandlerFunction } from '../functions/handler-function';
import { parsedPattern } from './initial-pattern';

/** Twice as long as the function asks a table again that takes nothing. */
const TIMEOUT = Duration.seconds(90);
/** For a function that cannot answer at all; Lambda calls it once more within this time. */
const SERVICE_TIMEOUT = Duration.minutes(5);
const MEMORY_SIZE = 512;

const WARNING = 'apigateway-cors-allowlist:CorsAllowlist.initialOriginExpired';

/** What initial entries are made of. */
export interface InitialEntriesProps extends Pick<
  CorsAllowlistProps,
  'initialOrigins' | 'initialSettings' | 'logRetention'
> {
  readonly table: ITableV2;
}

/**
 * Writes origins and settings that the code names into the table, where they are absent: a function of its own and the custom
 * resource that calls it, once it has its rights. The props have been checked.
 */
export class InitialEntries extends Construct {
  constructor(scope: Construct, id: string, props: InitialEntriesProps) {
    super(scope, id);
    const { table, initialOrigins = [], initialSettings = {}, logRetention } = props;
    const isOAuthEnabled = initialSettings.enableCorsForOAuthEndpoints === true;
    const entries = initialOrigins.map(entryOf).sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
    this.warnOfExpired(entries);
    const { handler } = new HandlerFunction(this, 'Writer', {
      bundle: 'initial-entries',
      // The entries travel with the code, as neither a template nor an event has room for hundreds of them.
      files: { [INITIAL_ENTRIES_FILE]: JSON.stringify(entries) },
      description: 'Writes the initial origins and settings of a CORS allowlist',
      timeout: TIMEOUT,
      memorySize: MEMORY_SIZE,
      environment: { [TABLE_NAME]: table.tableName },
      logRetention,
    });
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

  /** Time goes by without a change of the code, so that it is no error: the next deployment would fail for nothing. */
  private warnOfExpired(entries: readonly InitialEntry[]): void {
    const expired = entries.filter(({ expiresAt = '9999' }) => expiresAt <= new Date().toISOString());
    if (expired.length === 0) return;
    const names = expired.map(({ pattern, expiresAt }) => `${pattern} (${expiresAt ?? ''})`).join(', ');
    const message = `initialOrigins that have expired are not written: ${names}; take them out, or prolong them`;
    Annotations.of(this).addWarningV2(WARNING, message);
  }
}

/** Whether a deployment has anything to write; a setting that is off is as if nobody had written it. */
export function hasInitialEntries({
  initialOrigins = [],
  initialSettings = {},
}: Pick<CorsAllowlistProps, 'initialOrigins' | 'initialSettings'>): boolean {
  return initialOrigins.length > 0 || initialSettings.enableCorsForOAuthEndpoints === true;
}

function entryOf(origin: CorsInitialOrigin): InitialEntry {
  const parsed = parsedPattern(origin);
  if (!parsed.valid) throw new TypeError(`not a checked pattern: ${parsed.code}`);
  const { name, description, expiresAt, allowSharedOrigin } = origin;
  return {
    pattern: parsed.pattern,
    ...defined({ name, description }),
    ...(expiresAt === undefined ? {} : { expiresAt: normalizedTime(expiresAt) }),
    ...(allowSharedOrigin === true ? { allowSharedOrigin } : {}),
  };
}
