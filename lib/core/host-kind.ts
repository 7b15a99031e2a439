/**
 * What a host is to a browser's page: the API's own login and data host, a site of its own, or the shared API host.
 *
 * Endpoint rules name the kinds on which cross-origin requests are supported.
 */
export type HostKind = 'my-domain' | 'experience-cloud-site' | 'api';

/** Every host kind, in the order in which documents list them. */
export const HOST_KINDS: readonly HostKind[] = ['my-domain', 'experience-cloud-site', 'api'];
