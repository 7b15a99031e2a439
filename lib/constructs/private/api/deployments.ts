import { Lazy, Token, type CfnResource, type Stack } from 'aws-cdk-lib';
import { Deployment } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { createHash } from 'crypto';
import { DeployedApis } from '../deployed/deployed-api';
import { canWait, outermost } from '../deployed/deployment-order';
import type { DeployedResource } from '../deployed/deployed-resource';
import type { Place } from '../deployed/place';
import { unwrapped } from '../deployed/references';
import { SynthReading } from '../deployed/synth-reading';
import { ConstructMark } from '../synth/construct-mark';

/** The types that a deployment must wait for: it takes a picture of the API, and these come late or change. */
const AWAITED = new Set(['Method', 'GatewayResponse', 'Authorizer']);

const kept = new ConstructMark<Set<Place>>('keptApis');
const isInForce = new ConstructMark<true>('deployment');

/**
 * Lets every deployment of an API, whoever makes it, wait for all methods, gateway responses and authorizers of the API, and be made
 * anew when any of them changes. The CDK does so only for a deployment and for methods that know each other.
 *
 * @param construct in the part of the app that has the API
 */
export function keepDeployed(construct: IConstruct, api: Place): void {
  const reading = SynthReading.of(construct);
  const places = kept.get(reading.scope) ?? new Set<Place>();
  if (kept.get(reading.scope) === undefined) {
    kept.set(reading.scope, places);
    reading.afterReading(() => {
      putAllInForce(reading, places);
    });
  }
  places.add(api);
}

/** The resources that a deployment must wait for. */
export function awaited(deployable: readonly DeployedResource[]): readonly DeployedResource[] {
  return deployable.filter(({ type }) => AWAITED.has(type));
}

function putAllInForce(reading: SynthReading, places: ReadonlySet<Place>): void {
  const deployments = new DeployedApis(reading.scope, 'early', (type) => type === 'Deployment');
  for (const place of places) {
    for (const deployment of deployments.at(place).deployments) {
      if (isInForce.get(deployment.construct) !== true) putInForce(reading, place, deployment);
      const { deployable = [], api } = reading.apis?.at(place) ?? {};
      const before = awaited(deployable).filter(({ stack }) => canWait(deployment.stack, stack, api?.stack));
      deployment.construct.node.addDependency(...before.map(({ construct }) => construct));
    }
  }
}

/** Makes the id of a deployment follow from all that it puts into force: CloudFormation makes a new one for a new id only. */
function putInForce(reading: SynthReading, place: Place, { construct, stack }: DeployedResource): void {
  isInForce.set(construct, true);
  const digest = (): string => digestOf(reading, place, outermost(stack));
  const { scope } = construct.node;
  if (scope instanceof Deployment && scope.node.defaultChild === construct) {
    scope.addToLogicalId(Lazy.uncachedAny({ produce: digest }));
    return;
  }
  const id = String(stack.resolve(construct.logicalId));
  construct.overrideLogicalId(Lazy.uncachedString({ produce: () => `${id}${digest()}` }));
}

const digests = new WeakMap<DeployedApis, Map<string, string>>();

/** A text that changes with what a deployment puts into force, and not with the name of the stack. */
function digestOf(reading: SynthReading, place: Place, home: Stack): string {
  const { apis } = reading;
  if (apis === undefined) return '';
  const known = digests.get(apis) ?? new Map<string, string>();
  digests.set(apis, known);
  const key = `${home.node.path} ${place}`;
  const digest = known.get(key) ?? hashOf(apis.at(place).deployable, home);
  known.set(key, digest);
  return digest;
}

function hashOf(deployable: readonly DeployedResource[], home: Stack): string {
  const texts = deployable.map(({ type, properties }) => JSON.stringify([type, properties])).sort();
  const text = texts.join('').replaceAll(JSON.stringify(`${home.node.path}/`).slice(0, -1), '"');
  return createHash('md5').update(text).digest('hex');
}

/** Whether the id of a deployment changes with what it puts into force: something may have given it a fixed one. */
export function isMadeAnew({ logicalId, stack }: CfnResource): boolean {
  return Token.isUnresolved(unwrapped(stack, logicalId));
}
