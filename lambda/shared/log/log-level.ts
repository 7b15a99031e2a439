/** Levels of lines, from the least to the most important. `SILENT` is above all lines. */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT'] as const;
type Threshold = (typeof LEVELS)[number];

/** The level of a line that we write. */
export type Level = 'INFO' | 'WARN' | 'ERROR';

/** Decides by level whether a line is written. */
export type IsWritten = (level: Level) => boolean;

/**
 * Lines from a level on. The level that an account sets for Lambda comes first, then that of `POWERTOOLS_LOG_LEVEL` or
 * `LOG_LEVEL`; else it is `INFO`. These are the names and the order of Powertools for AWS Lambda, which teams set for all of
 * their functions.
 */
export function writtenFrom(environment: Readonly<Record<string, string | undefined>>): IsWritten {
  const threshold =
    thresholdOf(environment['AWS_LAMBDA_LOG_LEVEL']) ??
    thresholdOf(environment['POWERTOOLS_LOG_LEVEL'] ?? environment['LOG_LEVEL']) ??
    'INFO';
  const least = LEVELS.indexOf(threshold);
  return (level) => LEVELS.indexOf(level) >= least;
}

/** Lambda calls the highest level of lines `FATAL`. A name that nobody knows sets nothing. */
function thresholdOf(name: string | undefined): Threshold | undefined {
  const upper = name?.toUpperCase();
  return LEVELS.find((level) => level === (upper === 'FATAL' ? 'CRITICAL' : upper));
}
