import { Token } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';

/** One prop that cannot work: its name, its value, the rule that it breaks, and how to mend it. */
export interface SynthIssue {
  /** Name of the prop, with the place in it: `hosts[0].basePath`. */
  readonly prop: string;
  /** The offending value. */
  readonly value: unknown;
  readonly rule: string;
  readonly fix: string;
}

/** Props that cannot work, all of them at once. */
export class SynthError extends Error {
  constructor(
    scope: IConstruct,
    readonly issues: readonly SynthIssue[],
  ) {
    const lines = issues.map((issue) => `\n  - ${issueText(issue)}`);
    super(`${scope.node.path} cannot be synthesized:${lines.join('')}`);
  }
}

/** Throws when there are issues. */
export function throwIssues(scope: IConstruct, issues: readonly SynthIssue[]): void {
  if (issues.length > 0) throw new SynthError(scope, issues);
}

/** One issue in one line. */
export function issueText({ prop, value, rule, fix }: SynthIssue): string {
  return `${prop} is ${shown(value)}: ${rule} (fix: ${fix})`;
}

const MAX_VALUE_LENGTH = 200;

function shown(value: unknown): string {
  // A program without types can leave out a value that must be there.
  if (value === undefined) return 'missing';
  // Seconds that are known only at deployment are NaN.
  const isUnknown = Number.isNaN(value) || Token.isUnresolved(value);
  const text = isUnknown ? 'known only at deployment' : textOf(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

/** A value as a program writes it. Constructs refer to each other in circles, so they are shown by their paths. */
function textOf(value: unknown): string {
  // JSON writes null for Infinity.
  if (typeof value === 'number') return String(value);
  const shorter = (_: string, part: unknown): unknown =>
    Construct.isConstruct(part) ? part.node.path : part;
  try {
    const text = JSON.stringify(value, shorter) as string | undefined;
    return text ?? `a ${typeof value}`;
  } catch {
    return `a ${typeof value}`;
  }
}
