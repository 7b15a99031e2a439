import { Token } from 'aws-cdk-lib';
import { isLoopbackHost } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/** The host of a URL that goes on behind it. */
const HTTP_HOST = /^http:\/\/(\[[^\]]*\]|[^:/]*)[:/]/i;

/** Everything in the URL of an upstream that cannot work. Requests go there with their bodies and credentials. */
export function upstreamUrlIssues(prop: string, value: string, isHttpAllowed = false): readonly SynthIssue[] {
  const issue = (rule: string, fix: string): readonly SynthIssue[] => [{ prop, value, rule, fix }];
  const clear = (): readonly SynthIssue[] =>
    issue(
      'must be https, because requests carry credentials over a network',
      'use https; http is only for localhost, and for servers in the VPC of evaluator with allowHttp: true',
    );
  // The scheme can be written out before what is known only at deployment.
  if (Token.isUnresolved(value)) {
    const host = HTTP_HOST.exec(value)?.[1] ?? '';
    return /^http:/i.test(value) && !isHttpAllowed && !isLoopbackHost(host.toLowerCase()) ? clear() : [];
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // Parsing would drop white space, which the value keeps.
  if (url === undefined || /\s/.test(value) || !/^https?:$/.test(url.protocol)) {
    return issue('must be an absolute https URL', 'write it as in "https://api.example.com"');
  }
  if (url.protocol === 'http:' && !isHttpAllowed && !isLoopbackHost(url.hostname)) {
    return clear();
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(value)) {
    return issue('must not have a user, a query or a fragment', 'write only scheme, host, port and path');
  }
  return [];
}

/** A base URL as handlers read it: paths, which begin with a slash, are appended to it. */
export function withoutTrailingSlash(url: string): string {
  return url.replace(/\/$/, '');
}
