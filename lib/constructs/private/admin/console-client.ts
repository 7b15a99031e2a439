import { Duration, Stack } from 'aws-cdk-lib';
import { CfnManagedLoginBranding, OAuthScope, UserPoolClient, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { CLI_LOGIN_CALLBACK, type CognitoAuthDocument, type ConsoleSignIn } from '../../../contract';
import type { CorsConsoleOptions } from '../../cors-console-options';
import { signInOrigin } from './console-domain';

/** An administrator's working day; the page keeps its tokens in memory, so a closed page ends earlier. */
const SIGNED_IN = Duration.hours(8);
/** A token that was stolen is of use for so long. */
const TOKEN_LIFE = Duration.minutes(15);

/** The parts of the sign-in. */
export interface ConsoleClientProps {
  readonly userPool: IUserPool;
  readonly auth: CognitoAuthDocument;
  readonly options: CorsConsoleOptions;
  /** URLs of the page: where Cognito sends people back to. */
  readonly pages: readonly string[];
}

/** Makes the client of the user pool with which the page signs people in; gives what the page must know of it. */
export function makeConsoleClient(
  scope: Construct,
  { userPool, auth, options, pages }: ConsoleClientProps,
): ConsoleSignIn {
  const { viewAllowlistScope, manageAllowlistScope, manageSettingsScope } = auth;
  const scopes = ['openid', viewAllowlistScope, manageAllowlistScope, manageSettingsScope].filter(
    (one) => one !== undefined,
  );
  const client = new UserPoolClient(scope, 'Client', {
    userPool,
    generateSecret: false,
    // The page only refreshes its tokens by itself.
    authFlows: { userSrp: false },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: scopes.map((one) => OAuthScope.custom(one)),
      callbackUrls: [...pages, ...(options.cliLogin === true ? [CLI_LOGIN_CALLBACK] : [])],
      logoutUrls: [...pages],
    },
    idTokenValidity: TOKEN_LIFE,
    accessTokenValidity: TOKEN_LIFE,
    refreshTokenValidity: SIGNED_IN,
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });
  // A scope that is written as text says nothing of the resource server that must be there before.
  const servers = userPool.node.children.filter((child) => 'userPoolResourceServerId' in child);
  client.node.addDependency(...servers);
  if (options.managedLogin === true) {
    new CfnManagedLoginBranding(scope, 'Branding', {
      userPoolId: userPool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
  const { region, urlSuffix } = Stack.of(userPool);
  return {
    issuer: `https://cognito-idp.${region}.${urlSuffix}/${userPool.userPoolId}`,
    domain: signInOrigin(scope, userPool, options),
    clientId: client.userPoolClientId,
    scope: scopes.join(' '),
    token: manageAllowlistScope === undefined ? 'id' : 'access',
    manageAllowlistGroup: auth.manageAllowlistGroup,
    manageSettingsGroup: auth.manageSettingsGroup,
  };
}
