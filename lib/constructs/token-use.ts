/** The token of a user pool that callers send. */
export enum TokenUse {
  /** The access token: it says what an app may do, by its scopes. */
  ACCESS = 'access',

  /** The ID token: it says who the user is. The authorizers of user pools take it where a method asks for no scopes. */
  ID = 'id',
}
