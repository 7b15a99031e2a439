/*
 * CloudWatch metrics that handlers emit and constructs name. Every metric has the dimension `service`, whose value is
 * the name of the allowlist table; those by reason have `reason` too.
 */

export const METRIC_NAMESPACE = 'CorsAllowlist';
export const DIMENSION_SERVICE = 'service';
export const DIMENSION_REASON = 'reason';
export const DIMENSION_ACTION = 'action';

/** Count of allowed cross-origin requests, preflights among them. */
export const METRIC_ALLOWED = 'Allowed';
/** Count of refused requests; in all, and by reason. */
export const METRIC_REFUSED = 'Refused';
/** Count of requests that report mode let pass; in all, and by reason. */
export const METRIC_WOULD_REFUSE = 'WouldRefuse';
/** Count of look-ups that found the table unreadable, those answered from stale knowledge among them. */
export const METRIC_STORE_UNAVAILABLE = 'StoreUnavailable';
/** Count of cross-origin calls that carried a client secret. */
export const METRIC_CLIENT_SECRET_SEEN = 'ClientSecretSeen';
/** Count of callers whose token was missing, not taken or without a scope; in all, and by reason. */
export const METRIC_TOKEN_REFUSED = 'TokenRefused';
/** Milliseconds that a look-up in the table took. */
export const METRIC_LOOKUP_LATENCY = 'LookupLatency';
/** Count of backends behind the middleware that threw or gave no answer; their pages read a 500. */
export const METRIC_BACKEND_ERROR = 'BackendError';
/**
 * Count of requests that got no verdict, or no answer of the evaluator's own: the allowlist could not be read and nothing was
 * known, or something broke. Lambda's own `Errors` does not count these.
 */
export const METRIC_EVALUATOR_ERROR = 'EvaluatorError';
/** Count of changes of entries and settings; in all, and by action. */
export const METRIC_ADMIN_CHANGE = 'AdminChange';
/** Count of errors of administration: of calls, of lines of an import, and of deployments that write initial entries. */
export const METRIC_ADMIN_ERROR = 'AdminError';
/** Count of calls that the stage of an admin API has throttled; the name of the admin API follows. */
export const METRIC_ADMIN_THROTTLED = 'AdminThrottled';
