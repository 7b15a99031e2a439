import { membersOf, type DeployedResource } from '../../deployed/deployed-resource';
import { isOperation, methodOf } from '../document/operation';
import type { Route } from './table-difference';

/** The routes of an API that is made from a document. */
export function documentRoutes(api: DeployedResource | undefined): readonly Route[] {
  const paths = membersOf(membersOf(api?.properties['Body'])['paths']);
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(membersOf(item))
      .filter(isOperation)
      .map((key) => ({ path, httpMethod: methodOf(key) })),
  );
}
