import { Aws, Intrinsic } from 'aws-cdk-lib';
import { objectOf } from './document';

const IF = 'Fn::If';

/**
 * The values that a part of a document can have at deployment: one for each branch of a condition. A branch that leaves the part
 * out (`AWS::NoValue`) is undefined.
 */
export function branchesOf(value: unknown): readonly unknown[] {
  const condition = conditionOf(value);
  if (condition === undefined) return [isAbsent(value) ? undefined : value];
  return [...branchesOf(condition[1]), ...branchesOf(condition[2])];
}

/** A part of a document with each of its branches changed. */
export function mapBranches(value: unknown, map: (branch: unknown) => unknown): unknown {
  const condition = conditionOf(value);
  if (condition === undefined) return map(isAbsent(value) ? undefined : value) ?? value;
  const [name, ...branches] = condition;
  return { [IF]: [name, ...branches.map((branch) => mapBranches(branch, map))] };
}

/** Whether an object is an intrinsic function, or has members that one adds: they are known only at deployment. */
export function hasIntrinsics(members: object): boolean {
  return Object.keys(members).some(
    (name) => name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'),
  );
}

/** The name of a condition and its two branches, as people write it or as `Fn.conditionIf()` gives it. */
function conditionOf(value: unknown): readonly [name: unknown, yes: unknown, no: unknown] | undefined {
  const members = objectOf(value instanceof Intrinsic ? shallow(value) : value);
  const parts = members?.[IF];
  if (members === undefined || Object.keys(members).length !== 1 || !Array.isArray(parts)) return undefined;
  return parts.length === 3 ? [parts[0], parts[1], parts[2]] : undefined;
}

/** The intrinsic function itself. It is not resolved further, because values in it may belong to another stack. */
function shallow(value: Intrinsic): unknown {
  // An intrinsic function does not need the context of a resolution.
  return (value as unknown as { resolve(): unknown }).resolve();
}

function isAbsent(value: unknown): boolean {
  return value === Aws.NO_VALUE || objectOf(value)?.['Ref'] === 'AWS::NoValue';
}
