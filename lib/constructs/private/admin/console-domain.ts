import { Aws, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import {
  ManagedLoginVersion,
  UserPoolDomain,
  type IUserPool,
  type IUserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { CorsConsoleOptions } from '../../cors-console-options';
import { defined } from '../synth/values';

/** Whether the user pool is made in this app. Not by its class, because an app can hold two copies of the CDK. */
export function isOwned(userPool: IUserPool): boolean {
  return CfnResource.isCfnResource(userPool.node.defaultChild);
}

/** A domain that is made in this app, so that its address is known. */
function isMadeDomain(value: object): value is UserPoolDomain {
  return 'baseUrl' in value && 'domainName' in value;
}

/** The domain that the app has added to the user pool. */
export function existingDomain(userPool: IUserPool): IUserPoolDomain | undefined {
  return userPool.node.children.find(isMadeDomain);
}

/** Origin of the pages on which people sign in: of the domain that is there, or of one that is made. */
export function signInOrigin(scope: Construct, userPool: IUserPool, options: CorsConsoleOptions): string {
  const domain = options.domain ?? existingDomain(userPool) ?? makeDomain(scope, userPool, options);
  if (isMadeDomain(domain)) return domain.baseUrl();
  const { domainName } = domain;
  if (domainName.includes('.')) return `https://${domainName}`;
  return `https://${domainName}.auth.${Stack.of(userPool).region}.amazoncognito.com`;
}

function makeDomain(
  scope: Construct,
  userPool: IUserPool,
  { domainPrefix, managedLogin }: CorsConsoleOptions,
): UserPoolDomain {
  return new UserPoolDomain(scope, 'Domain', {
    userPool,
    cognitoDomain: { domainPrefix: domainPrefix ?? `cors-${uniquePart()}` },
    ...defined({
      managedLoginVersion: managedLogin === true ? ManagedLoginVersion.NEWER_MANAGED_LOGIN : undefined,
    }),
  });
}

/** The part of the stack's id that no other stack has, `arn:…:stack/NAME/UUID`: prefixes are unique in a region. */
function uniquePart(): string {
  return Fn.select(2, Fn.split('/', Aws.STACK_ID));
}
