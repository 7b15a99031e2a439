import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import { POLICY_TYPES } from '../policy/policy-types';
import { FLAG, instance, isObject, listOfInstances, TEXT, type PropType } from '../synth/prop-types';

/** The types of the props of an allowlist, where another type would fail without naming the prop. */
export const ALLOWLIST_TYPES: { readonly [K in keyof CorsAllowlistProps]?: PropType } = {
  ...POLICY_TYPES,
  existingTable: instance('an object with the ARN of a table', 'tableArn', 'write { tableArn: "arn:…" }'),
  deletionProtection: FLAG,
  pointInTimeRecovery: FLAG,
  encryption: instance('a TableEncryptionV2', 'type', 'use TableEncryptionV2.dynamoOwnedKey()'),
  replicas: listOfInstances('replicas', 'region', 'write { region: "eu-west-1" }'),
  tableName: TEXT,
  changeEvents: {
    rule: 'must be an object of options',
    fix: 'write {} for the default event bus, or { eventBus }',
    isOf: isObject,
  },
};
