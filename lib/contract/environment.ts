/*
 * Environment variables that constructs write and handlers read. Each name stands here and nowhere else.
 */

/** Name of the allowlist table. */
export const TABLE_NAME = 'CORS_TABLE_NAME';
/** The policy document without its endpoints, as JSON (`PolicySettings`). */
export const POLICY = 'CORS_POLICY';
/**
 * Origins at which the local gateway serves hosts, by domain name, as JSON. URLs in answers lead there, and the simulator finds the API
 * there; no verdict reads it. A deployment does not have it.
 */
export const LOCAL_ORIGINS = 'CORS_LOCAL_ORIGINS';
/** The endpoint table (`encodeEndpoints`). */
export const ENDPOINTS = 'CORS_ENDPOINTS';
/** How the value of {@link ENDPOINTS} begins where it is base64 of raw-deflated JSON, and not JSON. */
export const DEFLATED = 'deflate:';
/** Seconds for which what was found is used without asking again (0 to 300). */
export const CACHE_TTL_SECONDS = 'CORS_CACHE_TTL_SECONDS';
/** Seconds for which what was found may be used while the table cannot be read. */
export const STALE_TTL_SECONDS = 'CORS_STALE_TTL_SECONDS';
/** The upstreams of the responder, as JSON (`Upstreams`). */
export const UPSTREAMS = 'CORS_UPSTREAMS';
/** The checks of tokens, as JSON (`TokensDocument`); where it is not set, nobody's token is checked. */
export const TOKENS = 'CORS_TOKENS';
/** How a call that carries a client secret is treated (`ClientSecrets`). */
export const CLIENT_SECRETS = 'CORS_CLIENT_SECRETS';
/** Which verdicts have a line in the log (`VerdictLogMode`). */
export const VERDICT_LOG = 'CORS_VERDICT_LOG';
/** Id of the REST API whose verdicts the simulator predicts. */
export const GATEWAY_API_ID = 'CORS_GATEWAY_API_ID';
/** Stage of that API. */
export const GATEWAY_STAGE = 'CORS_GATEWAY_STAGE';
/** How callers of the admin API are known, as JSON (`AdminAuthDocument`). */
export const ADMIN_AUTH = 'CORS_ADMIN_AUTH';
/** Names of the log groups in which verdicts are, separated by commas. */
export const LOG_GROUPS = 'CORS_LOG_GROUPS';
/** The settings of the console's page, as JSON (`ConsoleConfig`). */
export const CONSOLE_CONFIG = 'CORS_CONSOLE_CONFIG';
/** ARN of the event bus to which changes are published. */
export const EVENT_BUS = 'CORS_EVENT_BUS';
