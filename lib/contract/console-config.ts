/** How people sign in to the console. */
export interface ConsoleSignIn {
  /** Issuer of the tokens, as they name it. */
  readonly issuer: string;
  /** Origin of the pages that sign people in, and of the endpoints for tokens. */
  readonly domain: string;
  readonly clientId: string;
  /** Scopes that the page asks for, separated by spaces. */
  readonly scope: string;
  /** The token that the admin API takes. */
  readonly token: 'id' | 'access';
  /** Groups by which the page knows what to offer; the admin API decides. */
  readonly manageAllowlistGroup: string;
  readonly manageSettingsGroup: string;
}

/** Header in which the page sends the token of a run of `npx … console`, with every call of the API. */
export const CONSOLE_TOKEN_HEADER = 'X-Cors-Console-Token';

/** Name of that token in the fragment of the printed address: `index.html#token=…`, in letters, digits, `-` and `_`. */
export const CONSOLE_TOKEN_FRAGMENT = 'token';

/** Everything that the console's page is told: the contents of its `config.json`. */
export interface ConsoleConfig {
  /** Absent where nobody signs in: on this machine. */
  readonly signIn?: ConsoleSignIn;
  /** True where a command serves the page: the API takes only calls with the token of its run. */
  readonly runToken?: boolean;
}

/** Where a sign-in of the command line leads back to. The port is fixed, because Cognito compares whole addresses. */
export const CLI_LOGIN_CALLBACK = 'http://localhost:8976/callback';
