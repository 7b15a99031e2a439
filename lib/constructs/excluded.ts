/** How an allowlist treats the methods, or the operations of a document, that are excluded from its protection. */
export enum Excluded {
  /**
   * No page may call them: the authorizer refuses requests of other origins, and preflights are refused. Requests without an
   * `Origin` header, and those of the API's own origin, work as before.
   */
  CLOSED = 'closed',

  /**
   * They are judged as the endpoint table says, and nobody adds CORS headers to their answers. For backends that set the headers
   * by themselves, and for requests whose answers no page reads.
   */
  WITHOUT_HEADERS = 'without-headers',

  /** They stay as they are. Nothing judges their requests, and the checks skip them. */
  UNTOUCHED = 'untouched',
}
