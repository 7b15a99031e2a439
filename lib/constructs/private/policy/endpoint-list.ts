import type { EndpointRule } from '../../../core';
import type { CorsEndpoint } from '../../cors-endpoint';
import type { TokenCheck } from '../../token-check';
import type { SynthIssue } from '../synth/synth-error';

/** Endpoints that a user listed: their rules, and what cannot be read as an endpoint. */
export interface EndpointList {
  readonly rules: readonly EndpointRule[];
  readonly issues: readonly SynthIssue[];
  /** The checks of tokens that the rules refer to. */
  readonly checks: readonly TokenCheck[];
}

const FIX = 'use CorsEndpoint.allowlist(), oauth(), publicAccess() or closed()';

/** Reads a list. A program without types can hand in anything. */
export function endpointList(given: readonly CorsEndpoint[]): EndpointList {
  if (!Array.isArray(given)) {
    const value: unknown = given;
    const rule = 'must be a list of endpoints';
    return { rules: [], checks: [], issues: [{ prop: 'endpoints', value, rule, fix: FIX }] };
  }
  const lists = given.map(readEndpoint);
  return {
    rules: lists.flatMap(({ rules }) => rules),
    issues: lists.flatMap(({ issues }) => issues),
    checks: lists.flatMap(({ checks }) => checks),
  };
}

function readEndpoint(given: Partial<CorsEndpoint> | null, index: number): EndpointList {
  const prop = `endpoints[${index}]`;
  if (given?._rule === undefined || given._issues === undefined) {
    const fix = typeof given === 'string' ? `use CorsEndpoint.allowlist(${JSON.stringify(given)})` : FIX;
    return { rules: [], checks: [], issues: [{ prop, value: given, rule: 'must be a CorsEndpoint', fix }] };
  }
  const { _rule: rule, _issues: issues, _tokens: tokens } = given;
  const path: unknown = rule.path;
  if (typeof path !== 'string') {
    const issue = { prop: `${prop}.path`, value: path, rule: 'must be a string', fix: 'write "/orders"' };
    return { rules: [], checks: [], issues: [issue] };
  }
  const named = (issue: SynthIssue): SynthIssue => ({
    ...issue,
    prop: `endpoints[${JSON.stringify(path)}].${issue.prop}`,
  });
  return { rules: [rule], issues: issues.map(named), checks: tokens === undefined ? [] : [tokens] };
}
