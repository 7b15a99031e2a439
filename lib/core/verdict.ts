import type { EndpointRule } from './endpoint-rule';
import type { AllowlistEntry } from './lookup';
import type { Reason } from './reasons';
import type { TraceStep } from './trace';

/** Every outcome: a request is allowed across origins, passed without CORS headers, or refused by the gateway. */
export const OUTCOMES = ['allow', 'pass', 'refuse'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Response headers by name, each once. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** The verdict on one request. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** The status that the gateway answers by itself (204, 403, 503); undefined when the request goes on to its backend. */
  readonly status: number | undefined;
  /** Headers of the answer, or what to merge into the backend's. */
  readonly headers: ResponseHeaders;
  /** The rule that names the path; undefined when none does. */
  readonly rule: EndpointRule | undefined;
  /** The entry that let the origin in. */
  readonly entry: AllowlistEntry | undefined;
  /** True where `report` let pass, or `observe` answered as if the origin were listed, what would be refused for `reason`. */
  readonly wouldRefuse: boolean;
  /** Step by step: what was asked, what was found, which rule decided. */
  readonly trace: readonly TraceStep[];
}
