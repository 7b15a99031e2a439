import type { IConstruct } from 'constructs';
import type { DeployedMethod } from './deployed-api';
import { constructOf } from './place';

/** A method, its scopes, its resource and those above it, each with the construct around it; the nearest first. */
export function constructsOf({ construct, places }: DeployedMethod): readonly IConstruct[] {
  const resources = places.flatMap((place) => {
    const resource = constructOf(construct, place);
    return resource === undefined
      ? []
      : [resource, ...(resource.node.scope === undefined ? [] : [resource.node.scope])];
  });
  return [...construct.node.scopes.toReversed(), ...resources];
}
