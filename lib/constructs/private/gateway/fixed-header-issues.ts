import { Token } from 'aws-cdk-lib';
import { isToken } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';
import { NEEDED_HEADERS } from './dropped-header-issues';

/** Visible characters and blanks, as a header value may have them. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const VALUE = /^[\t\u0020-\u007e]*$/;

/** Headers that follow from the client's request, so that a fixed value would be wrong. */
const OF_THE_REQUEST = new Set([
  ...NEEDED_HEADERS,
  'connection',
  'content-type',
  'origin',
  'cookie',
  'authorization',
]);

/** Everything in headers with fixed values that cannot work. */
export function fixedHeaderIssues(
  prop: string,
  headers: Readonly<Record<string, string>> | undefined,
): readonly SynthIssue[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]): readonly SynthIssue[] => {
    const place = `${prop}[${JSON.stringify(name)}]`;
    if (Token.isUnresolved(name)) {
      return [
        { prop, value: name, rule: 'must have names that are known at synth', fix: 'write the name out' },
      ];
    }
    if (!isToken(name) || name === '*') {
      const rule = 'must be the name of one header';
      return [{ prop: place, value: name, rule, fix: 'write it as in "cname-api-key"' }];
    }
    if (OF_THE_REQUEST.has(name.toLowerCase())) {
      const rule = 'must not be a header that belongs to the request of the client';
      return [{ prop: place, value: name, rule, fix: 'leave it out' }];
    }
    if (Token.isUnresolved(value) || VALUE.test(value)) return [];
    const rule = 'must be visible ASCII characters and blanks';
    return [{ prop: place, value, rule, fix: 'write it without line breaks and other characters' }];
  });
}
