import type { IUserPoolDomain } from 'aws-cdk-lib/aws-cognito';

/** Options of the console, the web page on which administrators edit the allowlist. */
export interface CorsConsoleOptions {
  /**
   * Whether the admin API serves the console.
   *
   * @default - true with `AdminAuth.cognito()`, but for an imported user pool without `domain`; false with `AdminAuth.iam()`
   */
  readonly enabled?: boolean;

  /**
   * The domain of the user pool, on which people sign in. An imported user pool needs it, because one that exists may have
   * a domain already. Give this or `domainPrefix`.
   *
   * @default - the domain that the app has added to the user pool, else one is made
   */
  readonly domain?: IUserPoolDomain;

  /**
   * Prefix of the domain that is made for the user pool: 1 to 63 lower-case letters, digits and hyphens, without `aws`,
   * `amazon` and `cognito`. It must be unique in the region.
   *
   * @default - `cors-` and the unique part of the stack's id
   */
  readonly domainPrefix?: string;

  /**
   * Further URLs of the admin API, such as the one of a custom domain name that exists, with its base path: people can sign in
   * there too. Each begins with https.
   *
   * @default - only the API's own URL, that of `customDomain`, and those of the VPC endpoints of a private API
   */
  readonly urls?: string[];

  /**
   * Whether people sign in on Cognito's managed login instead of the classic hosted UI. It needs a feature plan above Lite.
   * A domain that is given must have been made for it.
   *
   * @default false
   */
  readonly managedLogin?: boolean;

  /**
   * Whether people can also sign in from a terminal, with `apigateway-cors-allowlist login`. It adds the address
   * `http://localhost:8976/callback` to the addresses to which the sign-in may lead back: a program of the person who signs in
   * can then get their tokens.
   *
   * @default false
   */
  readonly cliLogin?: boolean;
}
