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
