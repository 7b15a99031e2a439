/*
 * Limits of the platform and of upstreams. Tests try each at the limit and one past it.
 */

/**
 * Bytes of a body as the event of a synchronous invocation carries it. Lambda refuses larger events, so only other
 * invokers can send one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_EVENT_BODY_BYTES = 6_291_456;

/** Bytes of a function's result as JSON; Lambda fails a larger one with this number in its message. */
export const MAX_RESULT_BYTES = 6_291_556;

/**
 * Bytes of an upstream's status line and headers: API Gateway takes no more.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const MAX_HEADER_BYTES = 10_240;

/** Bytes of an issuer's discovery document; usual documents have 3 to 10 kB. */
export const MAX_DISCOVERY_BYTES = 262_144;
