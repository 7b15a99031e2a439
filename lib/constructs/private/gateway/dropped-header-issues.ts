import { Token } from 'aws-cdk-lib';
import { isToken } from '../../../core';
import { TEXTS } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

/** Headers without which an upstream cannot read the request. The gateway sets or checks them itself. */
export const NEEDED_HEADERS: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding']);

/** Everything in the names of dropped headers that cannot work. */
export function droppedHeaderIssues(
  prop: string,
  names: readonly string[] | undefined,
): readonly SynthIssue[] {
  if (names === undefined) return [];
  if (Token.isUnresolved(names) || !TEXTS.isOf(names)) {
    return [
      {
        prop,
        value: names,
        rule: 'must be a list of names, known at synth',
        fix: 'list the names one by one',
      },
    ];
  }
  return names.flatMap((value, index): readonly SynthIssue[] => {
    const place = `${prop}[${index}]`;
    if (Token.isUnresolved(value)) {
      return [{ prop: place, value, rule: 'must be known at synth', fix: 'write it out' }];
    }
    if (!isToken(value) || value === '*') {
      const rule = 'must be the name of one header';
      return [{ prop: place, value, rule, fix: 'write it as in "X-Tenant"' }];
    }
    if (NEEDED_HEADERS.has(value.toLowerCase())) {
      const rule = 'must not be a header that frames the request, which the gateway sets itself';
      return [{ prop: place, value, rule, fix: 'leave it out' }];
    }
    return [];
  });
}
