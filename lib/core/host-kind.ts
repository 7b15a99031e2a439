/**
 * Every host kind, in the order in which documents list them: the API's own login and data host, a site of its own, the
 * shared API host. Endpoint rules name the kinds on which cross-origin requests are supported.
 */
export const HOST_KINDS = ['my-domain', 'experience-cloud-site', 'api'] as const;
export type HostKind = (typeof HOST_KINDS)[number];

/** The kinds that the API's own execute-api host can have; `none` makes it a host without a kind. */
export const EXECUTE_API_HOST_KINDS = [...HOST_KINDS, 'none'] as const;
export type ExecuteApiHostKind = (typeof EXECUTE_API_HOST_KINDS)[number];
