import type { Engine } from '../../lambda/store/support/engine';
import { failure, listen, unlisten, type Input, type Output } from './network';

export type { Engine } from '../../lambda/store/support/engine';

interface Dynalite {
  readonly create: (options: object) => unknown;
}

interface Validations {
  checkTypes(data: Input, types: unknown): Input;
  checkValidations(data: Input, types: unknown, custom: unknown, store: unknown): void;
}

type Action = (store: unknown, data: Input, done: (error: unknown, output: Output) => void) => void;

/* eslint-disable @typescript-eslint/no-require-imports -- the inner rooms of dynalite have no types */
const { create } = require('dynalite/db') as Dynalite;
const validations = require('dynalite/validations') as Validations;
const actionOf = (name: string): Action => require(`dynalite/actions/${name}`) as Action;
const rulesOf = (name: string): { types: unknown; custom: unknown } =>
  require(`dynalite/validations/${name}`) as { types: unknown; custom: unknown };
/* eslint-enable @typescript-eslint/no-require-imports */

/** An embedded DynamoDB, called as a function. */
export function startEngine(): Promise<Engine> {
  const store = create({ createTableMs: 0, deleteTableMs: 0 });
  const endpoint = listen((operation, input) => {
    const name = operation.charAt(0).toLowerCase() + operation.slice(1);
    const { types, custom } = rulesOf(name);
    return new Promise((resolve, reject) => {
      try {
        const data = validations.checkTypes(input, types);
        validations.checkValidations(data, types, custom, store);
        actionOf(name)(store, data, (error, output) => {
          if (error) reject(asFailure(error));
          else resolve(output);
        });
      } catch (error) {
        reject(asFailure(error));
      }
    });
  });
  return Promise.resolve({
    endpoint,
    stop: () => {
      unlisten(endpoint);
      return Promise.resolve();
    },
  });
}

function asFailure(error: unknown): Error {
  const { statusCode, body } = error as { statusCode?: number; body?: { __type: string } };
  if (statusCode === undefined || body === undefined) return error as Error;
  return failure(body.__type.slice(body.__type.indexOf('#') + 1), statusCode);
}
