import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ConstructMark } from '../synth/construct-mark';
import { DeployedApis } from './deployed-api';
import type { Place } from './place';
import { SynthReading } from './synth-reading';

/** A construct that must be there before an API is deployed. */
interface Predecessor {
  readonly api: Place;
  readonly construct: IConstruct;
}

const predecessors = new ConstructMark<Predecessor[]>('predecessors');

/** Lets every deployment of an API, whoever makes it, wait for a construct, where both come in one stack. */
export function deployAfter(construct: IConstruct, api: Place): void {
  const reading = SynthReading.of(construct);
  const known = predecessors.get(reading.scope);
  const all = known ?? [];
  all.push({ api, construct });
  if (known !== undefined) return;
  predecessors.set(reading.scope, all);
  reading.afterReading(() => {
    const deployments = new DeployedApis(reading.scope, 'early', (type) => type === 'Deployment');
    for (const { api: place, construct: first } of all) {
      for (const deployment of deployments.at(place).deployments) {
        const isTogether = outermost(deployment.stack) === outermost(Stack.of(first));
        if (isTogether) deployment.construct.node.addDependency(first);
      }
    }
  });
}

/** The stack that a nested stack is deployed with. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}

/** A stack and those that it is nested in; the innermost first. */
function stacksAround(stack: Stack): readonly Stack[] {
  return [stack, ...(stack.nestedStackParent === undefined ? [] : stacksAround(stack.nestedStackParent))];
}

/** The stack that is nested in one stack and is, or holds, another one; undefined where these are the same. */
export function nestedBelow(around: Stack, stack: Stack): Stack | undefined {
  return stacksAround(stack).find(({ nestedStackParent }) => nestedStackParent === around);
}

/** The innermost stack that two stacks are or are nested in; undefined where they are deployed apart. */
export function commonStack(one: Stack, other: Stack): Stack | undefined {
  return stacksAround(one).find((stack) => stacksAround(other).includes(stack));
}

/**
 * Whether a deployment can wait for a part of its API that is in another stack. A nested stack that has the API and its deployment is
 * there before everything that names the API from outside.
 *
 * @param home the stack of the API; undefined where it is not in this app
 */
export function canWait(deployment: Stack, part: Stack, home: Stack | undefined): boolean {
  const common = commonStack(deployment, part);
  if (common === undefined) return false;
  const holder = nestedBelow(common, deployment);
  return holder === undefined || home === undefined || !stacksAround(home).includes(holder);
}
