import {
  compilePolicy,
  judge,
  policyIssues,
  type Access,
  type CorsRequest,
  type EndpointRule,
  type Policy,
} from '../../../lib/core';
import { SALESFORCE } from '../../core/cases/policies';
import { isNaivelyAmbiguous, naiveFold } from '../models/naive-path';
import { must, text } from '../support/text';
import { inProportion } from '../support/work';

const ACCESSES: ReadonlyMap<string, Access> = new Map([
  ['p', 'public'],
  ['a', 'allowlist'],
  ['o', 'oauth'],
  ['c', 'closed'],
]);

const REQUEST: Omit<CorsRequest, 'path'> = {
  method: 'GET',
  hostKind: 'my-domain',
  ownOrigins: [],
  origins: ['https://stranger.example'],
  secFetchMode: 'cors',
  secFetchSite: 'cross-site',
  requestedMethod: undefined,
  requestedHeaders: undefined,
  now: 0,
};

/**
 * Two paths, then an endpoint table of one rule a line: a letter for the access, `=` for an exact rule or `/` for a prefix,
 * and the path.
 */
export function fuzz(data: Buffer): void {
  const [one = '', other = '', ...rows] = text(data).split('\n');
  const rules = rows.slice(0, 8).flatMap(ruleOf);
  const document = { ...SALESFORCE, endpoints: rules };
  if (policyIssues(document).length > 0) return;
  const policy = compilePolicy(document);
  const [first, second] = [accessOf(policy, one), accessOf(policy, other)];
  must(!isNaivelyAmbiguous(one) || first === 'closed', 'an ambiguous path is open', [one, rules]);
  if (naiveFold(one) !== naiveFold(other) || second === 'closed') return;
  const report = [one, first, other, second, rules];
  must(first === second || first === 'closed', 'two spellings have two accesses', report);
  // A rule may be written in a spelling of its own; beside plain rules nothing opens what is closed to the plain path.
  const isPlain = [one, ...rules.map(({ path }) => path)].every((path) => naiveFold(path) === path);
  must(first === second || !isPlain, 'a spelling opens what is closed', report);
}

function ruleOf(row: string): readonly EndpointRule[] {
  const access = ACCESSES.get(row.charAt(0));
  if (access === undefined) return [];
  const match = row[1] === '=' ? 'exact' : 'prefix';
  const path = match === 'exact' ? row.slice(2) : row.slice(1);
  return [{ path, match, access, methods: ['GET'], hostKinds: access === 'public' ? [] : ['my-domain'] }];
}

function accessOf(policy: Policy, path: string): string {
  const judged = inProportion(path.length, 200, () => judge(policy, { ...REQUEST, path }));
  if ('question' in judged) return judged.question.settings ? 'oauth' : 'allowlist';
  return judged.outcome === 'allow' ? 'public' : 'closed';
}
