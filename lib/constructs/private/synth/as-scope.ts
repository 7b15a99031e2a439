import type { Construct, IConstruct } from 'constructs';

/** A construct that is known by its interface, as the scope of another one. */
export function asScope(construct: IConstruct): Construct {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- only a Construct has a node
  return construct;
}
