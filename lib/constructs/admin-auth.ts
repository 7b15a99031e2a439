import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { AdminAuthDocument, AdminPermission } from '../contract';
import { defined } from './private/synth/values';
import type { SynthIssue } from './private/synth/synth-error';

/** Who may use the admin API, by the groups and scopes of a user pool. */
export interface CognitoAdminAuthOptions {
  /**
   * Group whose members may manage the allowlist. A name without white space, commas and brackets.
   *
   * @default manage-allowlist
   */
  readonly manageAllowlistGroup?: string;

  /**
   * Group whose members may manage the settings, if they are also in the group that manages the allowlist.
   *
   * @default manage-settings
   */
  readonly manageSettingsGroup?: string;

  /**
   * Scope (`resource-server/scope`) by which a machine client may manage the allowlist. Give both scopes, or none. API Gateway
   * takes either ID tokens or access tokens: with scopes the admin API takes only access tokens, in which the groups of people
   * count too.
   *
   * @default - no scopes: the admin API takes ID tokens
   */
  readonly manageAllowlistScope?: string;

  /**
   * Scope by which a machine client may manage the settings, if it also has the scope that manages the allowlist.
   *
   * @default - no scopes: the admin API takes ID tokens
   */
  readonly manageSettingsScope?: string;
}

/** How the admin API knows its callers. */
export class AdminAuth {
  /** Callers sign their requests (AWS Signature Version 4). The right to invoke a route is the permission for it. */
  public static iam(): AdminAuth {
    return new AdminAuth({ mode: 'iam' });
  }

  /**
   * Callers show a token of an Amazon Cognito user pool. API Gateway checks the token, and the functions check groups and scopes.
   */
  public static cognito(userPool: IUserPool, options: CognitoAdminAuthOptions = {}): AdminAuth {
    return new AdminAuth(
      {
        mode: 'cognito',
        manageAllowlistGroup: options.manageAllowlistGroup ?? 'manage-allowlist',
        manageSettingsGroup: options.manageSettingsGroup ?? 'manage-settings',
        ...defined({
          manageAllowlistScope: options.manageAllowlistScope,
          manageSettingsScope: options.manageSettingsScope,
        }),
      },
      userPool,
    );
  }

  private constructor(
    /**
     * The document that the functions read.
     *
     * @internal
     */
    public readonly _document: AdminAuthDocument,
    /**
     * The pool whose tokens count; undefined where callers sign their requests.
     *
     * @internal
     */
    public readonly _userPool?: IUserPool,
  ) {}

  /**
   * The scopes of a route that needs these permissions; undefined where the API takes no access tokens. API Gateway takes any
   * of them; the functions check that every needed scope is there.
   *
   * @internal
   */
  public _scopes(permissions: readonly AdminPermission[]): string[] | undefined {
    if (this._document.mode === 'iam') return undefined;
    const { manageAllowlistScope, manageSettingsScope } = this._document;
    if (manageAllowlistScope === undefined || manageSettingsScope === undefined) return undefined;
    const scopes = { 'manage-allowlist': manageAllowlistScope, 'manage-settings': manageSettingsScope };
    return permissions.map((permission) => scopes[permission]);
  }

  /**
   * Everything in the options that cannot work.
   *
   * @param prop the prop that the user gave this to
   * @internal
   */
  public _issues(prop: string): readonly SynthIssue[] {
    return authIssues(prop, this._document);
  }
}

function authIssues(prop: string, document: AdminAuthDocument): readonly SynthIssue[] {
  if (document.mode === 'iam') return [];
  const { manageAllowlistGroup, manageSettingsGroup, manageAllowlistScope, manageSettingsScope } = document;
  const issues: SynthIssue[] = [];
  const add = (name: string, value: unknown, rule: string, fix: string): void => {
    issues.push({ prop: `${prop}.${name}`, value, rule, fix });
  };
  for (const [name, value] of Object.entries({ manageAllowlistGroup, manageSettingsGroup })) {
    // API Gateway hands over the groups of a token as one text, in which these characters separate them.
    if (/^[^\s,[\]]+$/.test(value)) continue;
    const rule = 'must be a group name without white space, commas and brackets';
    add(name, value, rule, 'name a group such as "manage-allowlist"');
  }
  if (manageAllowlistGroup === manageSettingsGroup) {
    const rule = 'must differ from the group that manages the allowlist';
    add('manageSettingsGroup', manageSettingsGroup, rule, 'name another group');
  }
  if ((manageAllowlistScope === undefined) !== (manageSettingsScope === undefined)) {
    const rule = 'the other permission must have a scope too';
    const name = manageAllowlistScope === undefined ? 'manageSettingsScope' : 'manageAllowlistScope';
    add(name, manageAllowlistScope ?? manageSettingsScope, rule, 'give both scopes, or none');
  } else if (manageAllowlistScope !== undefined && manageAllowlistScope === manageSettingsScope) {
    const rule = 'must differ from the scope that manages the allowlist';
    add('manageSettingsScope', manageSettingsScope, rule, 'name another scope');
  }
  return issues;
}
