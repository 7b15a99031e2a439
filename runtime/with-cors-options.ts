import { isObject, optionFaults, shown, type OptionRules } from './named-options';

/** How a handler is wrapped. */
export interface WithCorsOptions {
  /**
   * Where the verdict comes from.
   *
   * - `authorizer`: the verdict of the `CorsAllowlist` authorizer in front of the function, when it is about this very
   *   request; otherwise the middleware judges the request itself.
   * - `self`: the middleware judges every request itself, as behind another authorizer or none.
   *
   * Default: `self`.
   */
  readonly verdictFrom?: 'authorizer' | 'self';
  /**
   * Environment variables, as `CorsAllowlist.grantMiddleware` sets them on a function. They are read at the first request.
   *
   * Default: `process.env`.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether an error of the handler leaves the function, so that it counts in Lambda's own metric `Errors`. API Gateway then
   * answers with its own 502, and not with a problem that an allowed page can read. The error is in the log and in the
   * metric `BackendError` either way.
   *
   * Default: `false`.
   */
  readonly rethrow?: boolean;
}

const RULES: OptionRules<WithCorsOptions> = {
  verdictFrom: {
    accepts: (value) => value === 'authorizer' || value === 'self',
    rule: 'must be "authorizer" or "self"',
    fix: 'write one of the two, or leave it out for "self"',
  },
  environment: {
    accepts: (value) =>
      isObject(value) && Object.values(value).every((one) => one === undefined || typeof one === 'string'),
    rule: 'must be an object whose values are texts or undefined',
    fix: 'leave it out for process.env',
  },
  rethrow: {
    accepts: (value) => typeof value === 'boolean',
    rule: 'must be true or false',
    fix: 'write one of the two, or leave it out for false',
  },
};

/**
 * Checks the options of `withCors`. A misspelt one must not become the default in silence.
 *
 * @throws TypeError that names every option that is wrong, with its value, the rule and a way to mend it
 */
export function checkOptions(options: unknown): void {
  if (!isObject(options)) {
    throw new TypeError(
      `withCors: options is ${shown(options)}: must be an object (fix: leave it out, or pass { verdictFrom: "authorizer" })`,
    );
  }
  const faults = optionFaults(options, RULES);
  if (faults.length > 0) throw new TypeError(`withCors: ${faults.join('; ')}`);
}
