/** Callers are known by AWS Signature Version 4; the right to invoke a route is the permission. */
export interface IamAuthDocument {
  readonly mode: 'iam';
}

/** Callers are known by the tokens of an Amazon Cognito user pool; the functions check the permissions. */
export interface CognitoAuthDocument {
  readonly mode: 'cognito';
  /** Groups whose members hold a permission. */
  readonly viewAllowlistGroup: string;
  readonly manageAllowlistGroup: string;
  readonly manageSettingsGroup: string;
  /** Scopes (`resource-server/scope`) that give a permission to a client; undefined where clients are not let in. */
  readonly viewAllowlistScope?: string;
  readonly manageAllowlistScope?: string;
  readonly manageSettingsScope?: string;
}

/** How the admin API knows its callers, as the construct tells its functions. */
export type AdminAuthDocument = IamAuthDocument | CognitoAuthDocument;
