import type { TypedProps } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

/** Options of a layout, each of which a program without types can leave out. */
export interface LayoutOptions<T> {
  readonly props: Partial<T>;
  readonly issues: readonly SynthIssue[];
}

/** The options, and issues that name them below the factory that took them. */
export function layoutOptions<T>(name: string, { props, issues }: TypedProps<T>): LayoutOptions<T> {
  return {
    props,
    issues: issues.map((issue) => ({
      ...issue,
      prop: issue.prop === 'options' ? name : `${name}.${issue.prop}`,
    })),
  };
}
