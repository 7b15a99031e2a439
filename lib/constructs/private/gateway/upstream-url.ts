import { Token } from 'aws-cdk-lib';
import { isLoopbackHost } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/** The host of a URL that goes on behind it. */
const HTTP_HOST = /^http:\/\/(\[[^\]]*\]|[^:/]*)[:/]/i;

/** What is wrong with the URL of an upstream, which requests with their bodies and credentials are sent to. */
export function upstreamUrlIssues(prop: string, value: string): readonly SynthIssue[] {
  const issue = (rule: string, fix: string): readonly SynthIssue[] => [{ prop, value, rule, fix }];
  const clear = (): readonly SynthIssue[] =>
    issue('requests must not cross a network in the clear', 'use https; http is for localhost alone');
  // The scheme can be written out before what is known only at deployment.
  if (Token.isUnresolved(value)) {
    const host = HTTP_HOST.exec(value)?.[1] ?? '';
    return /^http:/i.test(value) && !isLoopbackHost(host.toLowerCase()) ? clear() : [];
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // Parsing would drop white space, which the value keeps.
  if (url === undefined || /\s/.test(value) || !/^https?:$/.test(url.protocol)) {
    return issue('an upstream is an absolute https URL', 'write it as in "https://api.example.com"');
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return clear();
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(value)) {
    return issue('an upstream has no user, query or fragment', 'leave it with scheme, host, port and path');
  }
  return [];
}

/** A base URL as handlers read it: paths, which begin with a slash, are appended to it. */
export function withoutTrailingSlash(url: string): string {
  return url.replace(/\/$/, '');
}
