import type { Quota, Throttle, UsagePlan } from '../definition/usage-plan';

/** Tokens of one bucket, and when they were counted. */
interface Bucket {
  tokens: number;
  time: number;
}

/** The reason why a key may not call now. */
export type Excess = 'THROTTLED' | 'QUOTA_EXCEEDED';

/** Counts the requests of each key, as long as the process lives. */
export class UsageMeter {
  private readonly buckets = new Map<string, Bucket>();
  private readonly counts = new Map<string, number>();

  /** @param now milliseconds; the clock of the throttles and, in UTC, of the quotas */
  constructor(private readonly now: () => number = Date.now) {}

  /**
   * Counts one request, and tells whether it is too many. A throttled request does not count for the quota, which comes after
   * it.
   *
   * @param method the path of the resource and its verb, `/orders/GET`
   */
  excess(plan: UsagePlan, keyId: string, method: string): Excess | undefined {
    const throttle = plan.methodThrottles.get(method);
    const isOver =
      throttle === undefined
        ? this.isOverRate(`${plan.id} ${keyId}`, plan.throttle)
        : this.isOverRate(`${plan.id} ${keyId} ${method}`, throttle);
    if (isOver) return 'THROTTLED';
    return plan.quota !== undefined && this.isOverQuota(`${plan.id} ${keyId}`, plan.quota)
      ? 'QUOTA_EXCEEDED'
      : undefined;
  }

  /** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
  private isOverRate(name: string, throttle: Throttle | undefined): boolean {
    if (throttle === undefined) return false;
    const now = this.now();
    const bucket = this.buckets.get(name) ?? { tokens: throttle.burst, time: now };
    const refill = ((now - bucket.time) / 1000) * throttle.rate;
    const tokens = Math.min(throttle.burst, bucket.tokens + (Number.isNaN(refill) ? 0 : refill));
    const isOver = tokens < 1;
    this.buckets.set(name, { tokens: isOver ? tokens : tokens - 1, time: now });
    return isOver;
  }

  private isOverQuota(name: string, quota: Quota): boolean {
    const counter = `${name} ${periodOf(new Date(this.now()), quota.period)}`;
    const count = (this.counts.get(counter) ?? 0) + 1;
    this.counts.set(counter, count);
    return count > quota.limit;
  }
}

/** The period that a time is in, as a text. */
function periodOf(time: Date, period: Quota['period']): string {
  const day = time.toISOString().slice(0, 10);
  if (period === 'MONTH') return day.slice(0, 7);
  if (period === 'DAY') return day;
  const sunday = new Date(time);
  sunday.setUTCDate(time.getUTCDate() - time.getUTCDay());
  return sunday.toISOString().slice(0, 10);
}
