import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { CorsMonitoringProps } from '../../cors-monitoring-props';
import { LOG_GROUP_LIST } from '../admin/admin-queries';
import { apart, distanceOf, ENV_FIX, environmentOf, unclear } from '../synth/environment';
import { FLAG, instance, TEXT, type PropType } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

/** The types of the props, where another type would fail without naming the prop. */
export const MONITORING_TYPES: { readonly [K in keyof CorsMonitoringProps]?: PropType } = {
  gateway: instance('a CorsGateway', 'customDomain', 'give the CorsGateway'),
  allowlist: instance('an allowlist', 'middlewareEnvironment', 'give the CorsAllowlist'),
  api: instance('a REST API', 'restApiId', 'give a RestApi'),
  adminApi: instance('a CorsAdminApi', 'allowlistFunction', 'give the CorsAdminApi'),
  alarmTopic: instance('a topic of SNS', 'topicArn', 'give a Topic'),
  furtherLogGroups: LOG_GROUP_LIST,
  dashboard: FLAG,
  runbookUrl: TEXT,
};

/** Everything in what is watched that cannot work. */
export function watchedIssues(scope: Construct, props: CorsMonitoringProps): readonly SynthIssue[] {
  const { gateway, allowlist, api } = props;
  if ((gateway === undefined) === (allowlist === undefined)) {
    const rule = 'exactly one of gateway and allowlist must be given';
    const [prop, fix] =
      gateway === undefined
        ? ['gateway', 'give the CorsGateway; or the CorsAllowlist, where there is no gateway']
        : ['allowlist', 'leave allowlist out: the one of the gateway is watched'];
    return [{ prop, value: allowlist?.node.path, rule, fix }];
  }
  return [
    ...doubleIssues(props),
    ...importedIssues(props),
    ...stageIssues(api),
    ...placeIssues(scope, props),
  ];
}

/** Everything else. */
export function furtherIssues(
  scope: Construct,
  { alarmTopic, runbookUrl }: CorsMonitoringProps,
): readonly SynthIssue[] {
  const issues: SynthIssue[] = [];
  if (
    runbookUrl !== undefined &&
    !Token.isUnresolved(runbookUrl) &&
    !/^https:\/\/[^\s#]+$/.test(runbookUrl)
  ) {
    const rule = 'must begin with https:// and have no fragment, which each alarm adds';
    issues.push({
      prop: 'runbookUrl',
      value: runbookUrl,
      rule,
      fix: 'write it as in "https://wiki.example.com/cors"',
    });
  }
  if (alarmTopic !== undefined) {
    const [home, here] = [alarmTopic.env, environmentOf(scope)];
    if (distanceOf(home, here) === 'region') {
      const rule = apart('region', 'the topic', home, 'the alarms', here);
      issues.push({
        prop: 'alarmTopic',
        value: alarmTopic.node.path,
        rule,
        fix: 'give a topic of the region of the alarms',
      });
    }
  }
  return issues;
}

/** The parts that the gateway brings along. */
function doubleIssues({ gateway, api, adminApi }: CorsMonitoringProps): readonly SynthIssue[] {
  if (gateway === undefined) return [];
  const issues: SynthIssue[] = [];
  if (api !== undefined && api !== gateway.api) {
    const rule = 'the API of the gateway is watched';
    issues.push({
      prop: 'api',
      value: api.node.path,
      rule,
      fix: 'leave api out, or give allowlist instead of gateway',
    });
  }
  if (adminApi !== undefined && gateway.adminApi !== undefined && adminApi !== gateway.adminApi) {
    const rule = 'the admin API of the gateway is watched';
    issues.push({ prop: 'adminApi', value: adminApi.node.path, rule, fix: 'leave adminApi out' });
  }
  return issues;
}

function importedIssues({ allowlist }: CorsMonitoringProps): readonly SynthIssue[] {
  if (allowlist === undefined || 'evaluator' in allowlist) return [];
  const rule = 'an imported allowlist has no evaluator that could be watched';
  const fix = 'watch the CorsAllowlist in its own stack, or make one over the table with existingTable';
  return [{ prop: 'allowlist', value: allowlist.node.path, rule, fix }];
}

/** The type of an imported API promises a stage that it does not have. */
function stageIssues(api: CorsMonitoringProps['api']): readonly SynthIssue[] {
  if (api === undefined) return [];
  const stage: unknown = api.deploymentStage;
  if (stage !== undefined) return [];
  const rule = 'the API must have a stage; an imported API, and one with deploy: false, has none here';
  return [
    { prop: 'api', value: api.node.path, rule, fix: 'set deploymentStage of the API, or leave api out' },
  ];
}

/** An alarm finds only metrics of its own region and account. */
function placeIssues(scope: Construct, props: CorsMonitoringProps): readonly SynthIssue[] {
  const here = environmentOf(scope);
  return (['gateway', 'allowlist', 'api', 'adminApi'] as const).flatMap((prop): readonly SynthIssue[] => {
    const part = props[prop];
    if (!Construct.isConstruct(part)) return [];
    const home = environmentOf(part);
    const distance = distanceOf(home, here);
    const value = part.node.path;
    if (distance === 'same') return [];
    if (distance === 'unclear') return [{ prop, value, rule: unclear(prop, 'the alarms'), fix: ENV_FIX }];
    const rule = `${apart(distance, prop, home, 'the alarms', here)}: metrics are where they are counted`;
    return [{ prop, value, rule, fix: 'make CorsMonitoring in a stack of the same region and account' }];
  });
}
