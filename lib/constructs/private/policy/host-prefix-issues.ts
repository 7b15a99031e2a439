import { Token } from 'aws-cdk-lib';
import { meets } from '../../../core/rule-path';
import type { SynthIssue } from '../synth/synth-error';
import type { PolicyPlan } from './policy-plan';

const FIX = 'choose a prefix that no endpoint begins with';

/**
 * Prefixes of hosts that begin the path of an endpoint. The host's prefix is taken off before a request is judged, and API Gateway
 * routes by the whole path: one path would be judged as another than the one that reaches a backend.
 */
export function hostPrefixIssues({ options, rules }: PolicyPlan): readonly SynthIssue[] {
  return (options.hosts ?? []).flatMap(({ _rule: host }, index) =>
    (['basePath', 'pathPrefix'] as const).flatMap((name): readonly SynthIssue[] => {
      const value = host[name];
      if (value === undefined || Token.isUnresolved(value) || !value.startsWith('/') || value === '/')
        return [];
      const taken = rules.find(({ path }) => meets(value.toLowerCase(), path.toLowerCase()));
      if (taken === undefined) return [];
      const rule = `the endpoint ${JSON.stringify(taken.path)} begins with it`;
      return [{ prop: `hosts[${index}].${name}`, value, rule, fix: FIX }];
    }),
  );
}
