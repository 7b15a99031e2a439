import type { CorsFunctionOptions } from '../../cors-function-options';
import { defined } from '../synth/values';

/** The options for a function that is called once a deployment, or once a visit: it needs no instances of its own. */
export function withoutConcurrency(options: CorsFunctionOptions = {}): CorsFunctionOptions {
  return defined({ ...options, reservedConcurrentExecutions: undefined, provisionedConcurrency: undefined });
}
