import type { Access, EndpointRule, PathMatch } from '../../../lib/core';

/** A rule of an endpoint table, written as `public exact /path`. */
export function ruleOf(text: string): EndpointRule {
  const [access, match, path] = text.split(' ') as [Access, PathMatch, string];
  return { path, match, access, methods: ['GET'], hostKinds: ['api'] };
}
