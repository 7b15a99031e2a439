/**
 * What a host is to a browser's page. Endpoint rules name the kinds of host on which cross-origin requests are supported.
 */
export enum HostKind {
  /** The API's own login and data host. */
  MY_DOMAIN = 'my-domain',

  /** A site of its own, for customers or partners. */
  EXPERIENCE_CLOUD_SITE = 'experience-cloud-site',

  /** The shared API host. */
  API = 'api',

  /** A host without a kind: public endpoints work there, everything else that is cross-origin is refused. */
  NONE = 'none',
}
