import {
  CODE_FIELD_NAMES,
  mapEntryFields,
  type CodeFieldName,
  type InitialEntry,
} from '../../../lib/contract';
import {
  flag,
  listOf,
  optional,
  record,
  ShapeError,
  text,
  type Shape,
} from '../../shared/configuration/shape';
import type { AskedFor, DeploymentRequest } from './deployment-request';

/** A request that asks for something. */
export type AskingRequest = Exclude<DeploymentRequest, { type: 'Delete' }>;

/** The table knows the form of each field better than the compiler does. */
const shapes = mapEntryFields(
  ({ form }) => (form === 'flag' ? optional(flag) : optional(text)),
  CODE_FIELD_NAMES,
) as { readonly [Name in CodeFieldName]-?: Shape<InitialEntry[Name]> };

const entries = listOf(record<InitialEntry>({ pattern: text, ...shapes }));

/** Reads the file beside the handler. */
export function readEntries(json: string): readonly InitialEntry[] {
  return entries(JSON.parse(json), '');
}

/**
 * The entries that a deployment may have to create: all of a new custom resource or a new table, and afterwards those that
 * the code names for the first time. An administrator may have deleted any of the others, and after 90 days nothing in the
 * table would tell; so they are none of a deployment's business any more (ADR 10).
 *
 * The same holds when an update is rolled back: CloudFormation then asks for what the code named before, which leaves
 * nothing to write, also while the table is out of reach.
 *
 * @throws ShapeError where the function does not hold what the deployment names
 */
export function wantedEntries(
  request: AskingRequest,
  held: readonly InitialEntry[],
): readonly InitialEntry[] {
  const byPattern = new Map(held.map((entry) => [entry.pattern, entry]));
  const seenTo = new Set(settled(request)?.patterns);
  return request.now.patterns
    .filter((pattern) => !seenTo.has(pattern))
    .map((pattern) => {
      const entry = byPattern.get(pattern);
      if (entry === undefined) throw new ShapeError(pattern, 'is not among the entries of the function');
      return entry;
    });
}

/** Whether a deployment may have to write the settings, by the same rule. */
export function wantsSettings(request: AskingRequest): boolean {
  return request.now.enableCorsForOAuthEndpoints && settled(request)?.enableCorsForOAuthEndpoints !== true;
}

/** The part that an earlier deployment has seen to. */
function settled(request: AskingRequest): AskedFor | undefined {
  if (request.type === 'Create' || request.repeated) return undefined;
  return request.before.tableName === request.now.tableName ? request.before : undefined;
}
