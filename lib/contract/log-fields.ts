/*
 * Lines that a seat writes, as queries of the log group read them. The writer and the queries take their names from here.
 * Each line is one JSON object.
 */

/** The field that says which line it is. */
export const LOG_MESSAGE = 'message';

/** Value of `message` of the line of one verdict. */
export const MESSAGE_VERDICT = 'verdict';
/** Value of `message` of the line that says that an entry let an origin in. */
export const MESSAGE_ENTRY_USED = 'entry used';
/** Value of `message` of the line of a caller whose token was not taken. */
export const MESSAGE_TOKEN_REFUSED = 'token refused';
/** Value of `message` of the line of a call that carried a client secret. */
export const MESSAGE_CLIENT_SECRET_SEEN = 'client secret seen';

/** Value of `message` of the line of one change of an entry or of the settings. */
export const MESSAGE_ALLOWLIST_CHANGED = 'allowlist changed';

/** `allow`, `pass` or `refuse`, and the reason code. */
export const LOG_OUTCOME = 'outcome';
export const LOG_REASON = 'reason';
/** Whether enforcement would have refused what report or observe mode let through: true or false. */
export const LOG_WOULD_REFUSE = 'wouldRefuse';
/** Path of the rule that names the endpoint; missing where none does. */
export const LOG_ENDPOINT = 'endpoint';
/** `Origin` as received, shortened; missing where there was none. Anybody can send any. */
export const LOG_ORIGIN = 'origin';
export const LOG_METHOD = 'method';
/** Who asked for the verdict: `authorizer`, `responder` or `middleware`. */
export const LOG_SEAT = 'seat';
export const LOG_REQUEST_ID = 'requestId';
/** Pattern of the entry that let the origin in; missing where none did. */
export const LOG_ENTRY = 'entry';
