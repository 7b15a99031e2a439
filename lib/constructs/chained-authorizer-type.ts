/** The type of a Lambda authorizer that exists: it decides which event the function gets. */
export enum ChainedAuthorizerType {
  /** The function gets the request: its headers, query and path. */
  REQUEST = 'REQUEST',

  /** The function gets one value, the token. */
  TOKEN = 'TOKEN',
}
