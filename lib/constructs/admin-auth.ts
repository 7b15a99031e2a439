import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { AdminAuthDocument, AdminPermission } from '../contract';
import { instance, requiredIssues, typedProps } from './private/synth/prop-types';
import { defined } from './private/synth/values';
import type { SynthIssue } from './private/synth/synth-error';

const USER_POOL = instance('a user pool', 'userPoolArn', 'give a UserPool, or UserPool.fromUserPoolId()');

/** Who may use the admin API, by the groups and scopes of a user pool. */
export interface CognitoAdminAuthOptions {
  /**
   * Group whose members may view the allowlist and use the simulator, and change nothing. Members of the group that manages the
   * allowlist may do so too. A name without white space, commas and brackets.
   *
   * @default view-allowlist
   */
  readonly viewAllowlistGroup?: string;

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

  /**
   * Scope by which a machine client may view the allowlist and use the simulator. Give it only together with the other scopes.
   *
   * @default - no scope: a client that may view may manage too
   */
  readonly viewAllowlistScope?: string;
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
    const { props, issues } = typedProps(options, {}, 'options');
    return new AdminAuth(
      {
        mode: 'cognito',
        viewAllowlistGroup: props.viewAllowlistGroup ?? 'view-allowlist',
        manageAllowlistGroup: props.manageAllowlistGroup ?? 'manage-allowlist',
        manageSettingsGroup: props.manageSettingsGroup ?? 'manage-settings',
        ...defined({
          viewAllowlistScope: props.viewAllowlistScope,
          manageAllowlistScope: props.manageAllowlistScope,
          manageSettingsScope: props.manageSettingsScope,
        }),
      },
      userPool,
      [...issues, ...requiredIssues('userPool', userPool, USER_POOL)],
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
    private readonly argumentIssues: readonly SynthIssue[] = [],
  ) {}

  /**
   * The scopes of a route that needs these permissions; undefined where the API takes no access tokens. API Gateway takes any
   * of them; the functions check that every needed scope is there.
   *
   * @internal
   */
  public _scopes(permissions: readonly AdminPermission[]): string[] | undefined {
    if (this._document.mode === 'iam') return undefined;
    const { viewAllowlistScope, manageAllowlistScope, manageSettingsScope } = this._document;
    if (manageAllowlistScope === undefined || manageSettingsScope === undefined) return undefined;
    const scopes = {
      'view-allowlist': [
        ...(viewAllowlistScope === undefined ? [] : [viewAllowlistScope]),
        manageAllowlistScope,
      ],
      'manage-allowlist': [manageAllowlistScope],
      'manage-settings': [manageSettingsScope],
    };
    return permissions.flatMap((permission) => scopes[permission]);
  }

  /**
   * Everything in the options that cannot work.
   *
   * @param prop the prop that the user gave this to
   * @internal
   */
  public _issues(prop: string): readonly SynthIssue[] {
    const own = this.argumentIssues.map((issue) => ({ ...issue, prop: `${prop}.${issue.prop}` }));
    return [...own, ...authIssues(prop, this._document)];
  }
}

function authIssues(prop: string, document: AdminAuthDocument): readonly SynthIssue[] {
  if (document.mode === 'iam') return [];
  const { viewAllowlistGroup, manageAllowlistGroup, manageSettingsGroup } = document;
  const { viewAllowlistScope, manageAllowlistScope, manageSettingsScope } = document;
  const groups = { viewAllowlistGroup, manageAllowlistGroup, manageSettingsGroup };
  const scopes = { viewAllowlistScope, manageAllowlistScope, manageSettingsScope };
  return [
    ...Object.entries(groups).flatMap(([name, value]) => groupIssues(`${prop}.${name}`, value)),
    ...repeatedIssues(prop, groups, 'group'),
    ...missingScopeIssues(prop, scopes),
    ...repeatedIssues(prop, scopes, 'scope'),
  ];
}

/** API Gateway hands over the groups of a token as one text, in which these characters separate them. */
function groupIssues(prop: string, value: string): readonly SynthIssue[] {
  if (/^[^\s,[\]]+$/.test(value)) return [];
  const rule = 'must be a group name without white space, commas and brackets';
  return [{ prop, value, rule, fix: 'name a group such as "manage-allowlist"' }];
}

/** Two permissions by one name; the first that has it may keep it. */
function repeatedIssues(
  prop: string,
  names: Readonly<Record<string, string | undefined>>,
  kind: string,
): readonly SynthIssue[] {
  const all = Object.entries(names).filter(([, value]) => value !== undefined);
  return all.flatMap(([name, value], index) => {
    const first = all.slice(0, index).find(([, other]) => other === value);
    if (first === undefined) return [];
    return [
      { prop: `${prop}.${name}`, value, rule: `must differ from ${first[0]}`, fix: `name another ${kind}` },
    ];
  });
}

/** Routes with scopes take only access tokens, so every permission to change something needs one. */
function missingScopeIssues(
  prop: string,
  scopes: Readonly<Record<string, string | undefined>>,
): readonly SynthIssue[] {
  const given = Object.values(scopes).find((scope) => scope !== undefined);
  if (given === undefined) return [];
  return ['manageAllowlistScope', 'manageSettingsScope']
    .filter((name) => scopes[name] === undefined)
    .map((name) => ({
      prop: `${prop}.${name}`,
      value: given,
      rule: 'the other permission must have a scope too',
      fix: 'give the scopes manageAllowlistScope and manageSettingsScope, or none',
    }));
}
