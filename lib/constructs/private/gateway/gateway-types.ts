import type { CorsGatewayProps } from '../../cors-gateway-props';
import { LOG_GROUP_LIST } from '../admin/admin-queries';
import { ALLOWLIST_TYPES } from '../allowlist/allowlist-types';
import {
  DURATION,
  FLAG,
  instance,
  MAP_OF_TEXTS,
  mapOfInstances,
  NUMBER,
  OBJECT,
  TEXT,
  TEXTS,
  type PropType,
} from '../synth/prop-types';

const USE_BACKEND = 'use CorsBackend.http(), CorsBackend.lambdaFunction() or CorsBackend.echo()';

/** The types of the props of a gateway, where another type would fail without naming the prop. */
export const GATEWAY_TYPES: { readonly [K in keyof CorsGatewayProps]?: PropType } = {
  ...ALLOWLIST_TYPES,
  backends: mapOfInstances('CorsBackend', '_target', USE_BACKEND),
  defaultBackend: instance('a CorsBackend', '_target', USE_BACKEND),
  oauthUpstream: {
    rule: 'must be an object with an issuer, and optionally an address, maps of paths and headers, and a list of pages',
    fix: 'write { issuer: "https://…", paths: { … }, pages: [ … ] }',
    isOf: isIssuer,
  },
  upstreamTimeout: DURATION,
  adminApi: FLAG,
  outputs: FLAG,
  adminAuth: instance('an AdminAuth', '_document', 'use AdminAuth.iam() or AdminAuth.cognito()'),
  console: {
    rule: 'must be an object of console options',
    fix: 'write { enabled: true }, or leave it out',
    isOf: (value) => typeof value === 'object' && value !== null,
  },
  furtherLogGroups: LOG_GROUP_LIST,
  stageName: TEXT,
  throttlingRateLimit: NUMBER,
  throttlingBurstLimit: NUMBER,
  cloudWatchRole: FLAG,
  disableExecuteApiEndpoint: FLAG,
  endpointConfiguration: OBJECT,
  policy: instance('a PolicyDocument', 'addStatements', 'make it by new PolicyDocument()'),
  webAclArn: TEXT,
  stageOptions: OBJECT,
  retainDeployments: FLAG,
  maxApiResources: NUMBER,
};

function isIssuer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const {
    issuer,
    address = '',
    paths = {},
    pages = [],
    headers = {},
  } = value as Readonly<Record<string, unknown>>;
  const areMaps = MAP_OF_TEXTS.isOf(paths) && MAP_OF_TEXTS.isOf(headers);
  return TEXT.isOf(issuer) && TEXT.isOf(address) && areMaps && TEXTS.isOf(pages);
}
