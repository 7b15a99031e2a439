import type { AdminBody } from '../../../lib/contract';
import type { Caller } from '../identity/caller';
import type { AdminCall } from './admin-call';

/** The parts of a request that its schemas do not describe. */
export interface AdminBindings {
  readonly call: AdminCall;
  readonly caller: Caller;
  /** The form in which the body was sent; routes without a body have none. */
  readonly bodyForm: AdminBody | undefined;
  /** When the request came, in milliseconds since 1970; every check of one request has the same now. */
  readonly now: number;
  /** Milliseconds until Lambda ends the function. */
  readonly remainingMillis: () => number;
}

/** Environment of the router. */
export interface AdminEnv {
  Bindings: AdminBindings;
  Variables: {
    /** The normalized pattern of a body that was found sound. */
    pattern: string;
  };
}
