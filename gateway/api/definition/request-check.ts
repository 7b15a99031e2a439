import type { JsonObject } from '../../json';
import type { MethodSource } from './method-source';

/** A parameter that a request must have. */
export interface RequiredParameter {
  readonly place: 'header' | 'querystring' | 'path';
  readonly name: string;
}

/** The demands of a method's request validator. */
export interface RequestCheck {
  readonly parameters: readonly RequiredParameter[];
  /** Name of the model that a body must fit, by content type; empty when bodies are not checked. */
  readonly models: ReadonlyMap<string, string>;
  /** Every schema of the API by name, because one may refer to another. */
  readonly schemas: JsonObject;
}

const PARAMETER = /^method\.request\.(header|querystring|path)\.(.+)$/;

/**
 * The demands of a method's request validator; undefined without one.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function requestCheck({ properties, validator, models }: MethodSource): RequestCheck | undefined {
  const demands = validator();
  if (demands === undefined) {
    const id = properties.optionalString('RequestValidatorId');
    if (id === undefined) return undefined;
    throw properties.unsupported('RequestValidatorId', `${id} is not a validator of this stack`);
  }
  const parameters = demands.boolean('ValidateRequestParameters')
    ? [...properties.stringMap('RequestParameters')].filter(([, required]) => required === 'true')
    : [];
  const named: ReadonlyMap<string, string> = demands.boolean('ValidateRequestBody')
    ? properties.stringMap('RequestModels')
    : new Map();
  return {
    parameters: parameters.flatMap(([key]) => {
      const [, place, name] = PARAMETER.exec(key) ?? [];
      return place === undefined || name === undefined
        ? []
        : [{ place: place as RequiredParameter['place'], name }];
    }),
    models: named,
    schemas: named.size === 0 ? {} : models(),
  };
}
