import {
  ENDPOINT_PRESETS,
  type EndpointsDocument,
  type HttpUpstream,
  type OAuthUpstream,
  type PolicySettings,
  type Upstreams,
} from '../../../lib/contract';
import {
  ACCESSES,
  CROSS_SITE_READS,
  ENFORCEMENTS,
  EXECUTE_API_HOST_KINDS,
  HOST_KINDS,
  OAUTH_ROLES,
  PATH_MATCHES,
  type EndpointRule,
  type HostRule,
} from '../../../lib/core';
import { flag, listOf, mapOf, number, oneOf, optional, record, text, type Shape } from './shape';

const hostKind = oneOf(HOST_KINDS);
const pathMatch = oneOf(PATH_MATCHES);

const host = record<HostRule>({
  domainName: text,
  kind: hostKind,
  basePath: optional(text),
  pathPrefix: optional(text),
});

const endpointRule = record<EndpointRule>({
  path: text,
  match: pathMatch,
  access: oneOf(ACCESSES),
  methods: listOf(text),
  hostKinds: listOf(hostKind),
  page: optional(flag),
  credentials: optional(flag),
  exposedHeaders: optional(listOf(text)),
  allowedHeaders: optional(listOf(text)),
  maxAgeSeconds: optional(number),
  role: optional(oneOf(OAUTH_ROLES)),
  tokens: optional(text),
  scopes: optional(listOf(text)),
  methodScopes: optional(mapOf(listOf(text))),
  extensionsFrom: optional(number),
});

/** The policy document without its endpoints. */
export const policySettings: Shape<PolicySettings> = record<PolicySettings>({
  hosts: listOf(host),
  executeApiHostKind: oneOf(EXECUTE_API_HOST_KINDS),
  sameOriginAliases: listOf(text),
  enforcement: oneOf(ENFORCEMENTS),
  crossSiteReads: oneOf(CROSS_SITE_READS),
  exposedHeaders: listOf(text),
  maxAgeSeconds: number,
});

/** An endpoint table: a preset and what is added to it. */
export const endpointsDocument: Shape<EndpointsDocument> = record<EndpointsDocument>({
  preset: oneOf(ENDPOINT_PRESETS),
  rules: listOf(endpointRule),
});

/** The upstreams of the responder. */
export const upstreams: Shape<Upstreams> = record<Upstreams>({
  http: listOf(
    record<HttpUpstream>({
      path: text,
      match: pathMatch,
      url: text,
      droppedHeaders: optional(listOf(text)),
      tokens: optional(text),
    }),
  ),
  oauth: optional(
    record<OAuthUpstream>({
      issuer: text,
      address: optional(text),
      paths: mapOf(text),
      ownPaths: optional(flag),
      pagesAtIssuer: optional(flag),
      keepsOrigin: optional(flag),
      headers: optional(mapOf(text)),
      pages: listOf(text),
      droppedHeaders: optional(listOf(text)),
    }),
  ),
  timeoutMillis: number,
});
