import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Where a resource is deployed. Either part can be a token. */
export interface Environment {
  readonly region: string;
  readonly account: string;
}

/**
 * How two environments relate. Two that are written alike are the same, also where both are unknown. They are `unclear` where one is
 * known and the other is not: the CDK then treats them as different.
 */
export type Distance = 'same' | 'region' | 'account' | 'unclear';

/** Compares two environments. */
export function distanceOf(a: Environment, b: Environment): Distance {
  const differ = (one: string, other: string): boolean =>
    one !== other && !Token.isUnresolved(one) && !Token.isUnresolved(other);
  if (differ(a.region, b.region)) return 'region';
  if (differ(a.account, b.account)) return 'account';
  return a.region === b.region && a.account === b.account ? 'same' : 'unclear';
}

/** The environment of the stack of a construct. */
export function environmentOf(construct: IConstruct): Environment {
  return Stack.of(construct);
}

/** Two places of which nobody knows whether they are in one environment, as a sentence. */
export function unclear(a: string, b: string): string {
  return `only one of the stacks of ${a} and ${b} says its region and account, so the CDK takes them for two environments`;
}

/** The way to make it clear. */
export const ENV_FIX = "give both stacks the same env: { account: '123456789012', region: 'eu-west-1' }";

/** Two places that are not in one environment, as a sentence. */
export function apart(
  distance: 'region' | 'account',
  a: string,
  home: Environment,
  b: string,
  other: Environment,
): string {
  const part = distance === 'region' ? 'the region' : 'the account';
  return `${a} is in ${part} ${home[distance]}, and ${b} in ${other[distance]}`;
}
