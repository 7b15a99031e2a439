import { Token } from 'aws-cdk-lib';
import { rulePathFault } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/** Characters that no server escapes in another way. @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
const UNRESERVED = /^[A-Za-z0-9._~-]+$/;

/** The name of a realm, a tenant or a server that is not a segment of a path. */
export function segmentIssues(prop: string, value: unknown, example: string): readonly SynthIssue[] {
  const fix = `write it as in ${JSON.stringify(example)}`;
  if (Token.isUnresolved(value)) {
    const rule = 'must be known at synth, because the endpoint table has it in its paths';
    return [{ prop, value, rule, fix }];
  }
  if (typeof value === 'string' && UNRESERVED.test(value) && isPath(`/${value}`)) return [];
  const rule = 'must be one segment of a path: letters, digits, ".", "_", "~" and "-", not only dots';
  return [{ prop, value, rule, fix }];
}

/** A path in front of all others, such as `/auth`. */
export function basePathIssues(prop: string, value: string): readonly SynthIssue[] {
  if (value === '') return [];
  const fix = 'write it as in "/auth", or leave it out';
  if (Token.isUnresolved(value)) return [{ prop, value, rule: 'must be known at synth', fix }];
  if (value !== '/' && isPath(value)) return [];
  return [{ prop, value, rule: 'must be a path that begins with "/" and does not end with it', fix }];
}

function isPath(path: string): boolean {
  return rulePathFault(path) === undefined;
}
