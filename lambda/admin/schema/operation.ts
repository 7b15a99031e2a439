import { ADMIN_BASE_PATH, ADMIN_OPERATIONS, type AdminOperation } from '../../../lib/contract';

type Operations = typeof ADMIN_OPERATIONS;

/** Method, path and id of a route, in the terms of the router. */
export interface OperationConfig<Name extends AdminOperation> {
  readonly method: Lowercase<Operations[Name]['method']>;
  readonly path: `${typeof ADMIN_BASE_PATH}${Operations[Name]['path']}`;
  readonly operationId: Name;
}

/** The route of an operation: the contract's list is the only one. */
export function operation<Name extends AdminOperation>(operationId: Name): OperationConfig<Name> {
  const { method, path } = ADMIN_OPERATIONS[operationId];
  return {
    method: method.toLowerCase() as OperationConfig<Name>['method'],
    path: `${ADMIN_BASE_PATH}${path}` as OperationConfig<Name>['path'],
    operationId,
  };
}
