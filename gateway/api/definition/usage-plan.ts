import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Deployed } from '../../assembly/stack';

/** A rate in requests a second, and how many may come at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** A number of requests in a period. */
export interface Quota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** An API key that works. */
export interface ApiKey {
  readonly id: string;
  readonly value: string;
}

/** The keys of one usage plan, and their limits on one stage of an API. */
export interface UsagePlan {
  readonly id: string;
  readonly keys: readonly ApiKey[];
  readonly throttle: Throttle | undefined;
  /** By path and method, `/orders/GET`. */
  readonly methodThrottles: ReadonlyMap<string, Throttle>;
  readonly quota: Quota | undefined;
}

/**
 * The usage plans that hold one stage of an API. A key without a value gets one that is made from its id, so that it is the
 * same at every start.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html
 */
export function usagePlans(deployed: Deployed, apiId: string, stage: string): UsagePlan[] {
  const isThisStage = (entry: ResourceProperties): boolean =>
    entry.optionalString('ApiId') === apiId && entry.optionalString('Stage') === stage;
  return deployed.resourcesOf('AWS::ApiGateway::UsagePlan').flatMap((plan) => {
    const entry = plan.nestedList('ApiStages').find(isThisStage);
    if (entry === undefined) return [];
    const byMethod = entry.nested('Throttle');
    const quota = plan.nested('Quota');
    return [
      {
        id: plan.reference,
        keys: keysOf(deployed, plan.reference),
        throttle: throttleOf(plan.nested('Throttle')),
        methodThrottles: new Map(
          (byMethod?.names() ?? []).flatMap((name) => {
            const throttle = throttleOf(byMethod?.nested(name));
            return throttle === undefined ? [] : [[name, throttle] as const];
          }),
        ),
        quota: quota === undefined ? undefined : quotaOf(quota),
      },
    ];
  });
}

function keysOf(deployed: Deployed, planId: string): ApiKey[] {
  const ids = deployed
    .resourcesOf('AWS::ApiGateway::UsagePlanKey')
    .filter((link) => link.string('UsagePlanId') === planId)
    .map((link) => link.string('KeyId'));
  return deployed
    .resourcesOf('AWS::ApiGateway::ApiKey')
    .filter((key) => ids.includes(key.reference) && key.boolean('Enabled'))
    .map((key) => ({
      id: key.reference,
      value: key.optionalString('Value') ?? `local-${key.reference}-${key.reference}`,
    }));
}

function throttleOf(properties: ResourceProperties | undefined): Throttle | undefined {
  const rate = properties?.optionalNumber('RateLimit');
  const burst = properties?.optionalNumber('BurstLimit');
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: rate ?? Infinity, burst: burst ?? rate ?? Infinity };
}

function quotaOf(properties: ResourceProperties): Quota | undefined {
  const limit = properties.optionalNumber('Limit');
  if (limit === undefined) return undefined;
  const period = properties.optionalString('Period') ?? 'DAY';
  if (period === 'DAY' || period === 'WEEK' || period === 'MONTH') return { limit, period };
  throw properties.unsupported('Period', `${period} is not known`);
}
