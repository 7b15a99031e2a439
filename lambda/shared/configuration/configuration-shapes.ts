import type { EndpointsDocument, PolicySettings, Upstreams } from '../../../lib/contract';
import { HOST_KINDS, type EndpointRule, type HostRule } from '../../../lib/core';
import { flag, listOf, mapOf, number, oneOf, optional, record, text, type Shape } from './shape';

const hostKind = oneOf(...HOST_KINDS);

const host = record({
  domainName: text,
  kind: hostKind,
  basePath: optional(text),
  pathPrefix: optional(text),
}) as Shape<HostRule>;

const endpointRule = record({
  path: text,
  match: oneOf('exact', 'prefix'),
  access: oneOf('public', 'allowlist', 'oauth', 'closed'),
  methods: listOf(text),
  hostKinds: listOf(hostKind),
  page: optional(flag),
  credentials: optional(flag),
  exposedHeaders: optional(listOf(text)),
  allowedHeaders: optional(listOf(text)),
  maxAgeSeconds: optional(number),
  role: optional(
    oneOf('openid-configuration', 'jwks', 'authorize', 'token', 'introspect', 'revoke', 'userinfo'),
  ),
}) as Shape<EndpointRule>;

/** The policy document without its endpoints. */
export const policySettings: Shape<PolicySettings> = record({
  hosts: listOf(host),
  executeApiHostKind: oneOf(...HOST_KINDS, 'none'),
  ownOrigins: listOf(text),
  enforcement: oneOf('enforce', 'report'),
  exposedHeaders: listOf(text),
  maxAgeSeconds: number,
});

/** An endpoint table: a preset and what is added to it. */
export const endpointsDocument: Shape<EndpointsDocument> = record({
  preset: oneOf('salesforce', 'none'),
  rules: listOf(endpointRule),
});

/** What stands behind the responder. */
export const upstreams = record({
  http: listOf(record({ path: text, match: oneOf('exact', 'prefix'), url: text })),
  oauth: optional(record({ issuer: text, paths: mapOf(text), pages: listOf(text) })),
  timeoutMillis: number,
}) as Shape<Upstreams>;
