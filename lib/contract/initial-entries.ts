import type { CodeFieldName, EntryFields } from './entry-fields';

/*
 * Entries and settings of the code that a deployment writes into the table, where they are absent.
 */

/** Type of the custom resource that writes them. */
export const INITIAL_ENTRIES_TYPE = 'Custom::CorsInitialEntries';

/** File beside the handler that holds the entries, as JSON (`InitialEntry[]`). */
export const INITIAL_ENTRIES_FILE = 'initial-entries.json';

/**
 * Entries of one allowlist: as many as one import takes. An update carries the patterns of before and of now, at most 267
 * characters each, to a function that is invoked asynchronously, whose event is at most 1 MB.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const MAX_INITIAL_ORIGINS = 1000;

/** An entry that a deployment creates where there is none. */
export interface InitialEntry extends Pick<EntryFields, CodeFieldName> {
  /** Normalized. */
  readonly pattern: string;
}

/**
 * Properties of the custom resource. They name what the code asks for, so that an update is sent when that changes, and can
 * tell what is new; `cdk diff` shows them. The rest of an entry is in the file.
 */
export interface InitialEntriesProperties {
  readonly TableName: string;
  /** Normalized, sorted. */
  readonly Patterns: readonly string[];
  /** There only where it is to be on: off is what nobody has written. CloudFormation hands every value over as text. */
  readonly EnableCorsForOAuthEndpoints?: 'true';
}
