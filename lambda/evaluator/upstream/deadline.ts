/**
 * The time by which one invocation must have its answer. The issuer's document and the request to the upstream share it, so
 * that together they never take longer than API Gateway waits.
 */
export class Deadline {
  private readonly end: number;

  constructor(millis: number) {
    this.end = performance.now() + millis;
  }

  /** A sooner deadline: after a fraction of the time that is left. */
  part(fraction: number): Deadline {
    return new Deadline(this.remaining() * fraction);
  }

  /** Calls back when the time is over. The returned function cancels that. */
  onExpiry(callback: () => void): () => void {
    const timer = setTimeout(callback, this.remaining());
    return () => {
      clearTimeout(timer);
    };
  }

  private remaining(): number {
    return Math.max(0, this.end - performance.now());
  }
}
