import { PREFLIGHT_METHOD } from '../../api/preflight';
import { objectOf, type JsonObject } from './document';
import { hasIntrinsics } from './branch';

/** The operation of every method that its path does not name. */
const ANY = 'x-amazon-apigateway-any-method';
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', ANY];

/** Whether a member of a path item is an operation. */
export function isOperation(key: string): boolean {
  return METHODS.includes(key.toLowerCase());
}

/** Whether an operation answers preflights. */
export function isPreflight(key: string): boolean {
  return key.toUpperCase() === PREFLIGHT_METHOD;
}

/** The method of an operation: `GET`, or `ANY`. */
export function methodOf(key: string): string {
  return key.toLowerCase() === ANY ? 'ANY' : key.toUpperCase();
}

/** An operation as people call it: `GET /orders`. */
export function operationName(path: string, key: string): string {
  return `${methodOf(key)} ${path}`;
}

/** An object whose members are all here; undefined for a reference, and for what is known only at deployment. */
export function writtenOut(value: unknown): JsonObject | undefined {
  const members = objectOf(value);
  return members === undefined || members['$ref'] !== undefined || hasIntrinsics(members)
    ? undefined
    : members;
}
