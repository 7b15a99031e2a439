/*
 * List prices of us-east-1 in US dollars, as read on 2026-11-29. Each row of the page docs/cost.md names its source.
 */

/** Lambda on ARM: a million calls, and a GB-second. */
export const LAMBDA_CALLS = 0.2;
export const LAMBDA_GB_SECOND = 0.0000133334;
/** CloudWatch Logs: a GB that is written. */
export const LOGS_GB = 0.5;
/** DynamoDB on demand: a million read units. A consistent read of up to 4 kB takes one. */
export const READ_UNITS = 0.125;
/** CloudWatch: a metric and an alarm for a month. */
export const METRIC = 0.3;
export const ALARM = 0.1;
/** AWS X-Ray: a million traces that are recorded. */
export const TRACES = 5;
/** AWS WAF: a web ACL and a rule for a month, and a million requests. */
export const WAF_ACL = 5;
export const WAF_RULE = 1;
export const WAF_REQUESTS = 0.6;
/** Lambda on ARM: a GB-second of provisioned concurrency. Not verified. */
export const PROVISIONED_GB_SECOND = 0.0000033334;
/** CloudFront Functions: a million calls. */
export const EDGE_CALLS = 0.1;
