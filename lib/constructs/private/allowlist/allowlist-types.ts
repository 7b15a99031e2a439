import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import {
  DURATION,
  FLAG,
  instance,
  listOfInstances,
  NUMBER,
  TEXT,
  TEXTS,
  type PropType,
} from '../synth/prop-types';

/** The types of the props of an allowlist, where another type would fail without naming the prop. */
export const ALLOWLIST_TYPES: { readonly [K in keyof CorsAllowlistProps]?: PropType } = {
  endpoints: instance('CorsEndpoints', '_rules', 'use CorsEndpoints.of() or CorsEndpoints.salesforce()'),
  hosts: listOfInstances('CorsHost', '_rule', 'use CorsHost.custom() or CorsHost.existing()'),
  sameOriginAliases: TEXTS,
  exposedHeaders: TEXTS,
  cacheTtl: DURATION,
  staleTtl: DURATION,
  maxAge: DURATION,
  existingTable: instance('an object with the ARN of a table', 'tableArn', 'write { tableArn: "arn:…" }'),
  deletionProtection: FLAG,
  pointInTimeRecovery: FLAG,
  encryption: instance('a TableEncryptionV2', 'type', 'use TableEncryptionV2.dynamoOwnedKey()'),
  replicas: listOfInstances('replicas', 'region', 'write { region: "eu-west-1" }'),
  tableName: TEXT,
  evaluatorMemorySize: NUMBER,
};
