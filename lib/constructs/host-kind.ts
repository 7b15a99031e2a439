/**
 * The kind of a host on which the API answers. Endpoints name the kinds of host on which they answer cross-origin requests.
 */
export enum HostKind {
  /** The API's own login and data host. */
  MY_DOMAIN = 'my-domain',

  /** A site of its own, for customers or partners. */
  EXPERIENCE_CLOUD_SITE = 'experience-cloud-site',

  /** The shared API host. */
  API = 'api',

  /** A host without a kind. Public endpoints answer there; every other cross-origin request is refused. */
  NONE = 'none',
}
