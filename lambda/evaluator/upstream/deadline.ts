/**
 * The time by which one invocation must have its answer. Everything that it waits for shares it: an issuer's document and
 * the upstream together, so that their times do not add up past what API Gateway waits.
 */
export class Deadline {
  private readonly end: number;

  constructor(millis: number) {
    this.end = performance.now() + millis;
  }

  /** A deadline that comes sooner: when a part of what is left is over. */
  part(fraction: number): Deadline {
    return new Deadline(this.remaining() * fraction);
  }

  /** Calls back when the time is over; the function that is returned stops that. */
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
