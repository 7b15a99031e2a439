import { isObject } from './prop-types';

/** Not a member of the props, so that no program can set it and no reference shows it. */
const PLAN = Symbol('plan of an outer construct');

/**
 * Props for an inner construct, with the plan that the outer construct has made of them. The inner construct takes the plan and
 * checks nothing again, so that each prop is checked once and errors name the props that the user wrote.
 */
export function plannedProps<P extends object>(props: P, plan: unknown): P {
  return { ...props, [PLAN]: plan };
}

/** The plan of an outer construct; undefined for the props of a user. */
export function planIn(props: unknown): unknown {
  // A program without types can hand in anything.
  return isObject(props) && PLAN in props ? props[PLAN] : undefined;
}
