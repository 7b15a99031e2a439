import type { ResourceProperties } from '../../assembly/resource-properties';
import type { JsonObject } from '../../json';

/** Where a method and what it names are read from: resources of a template, or a document. */
export interface MethodSource {
  /** In the form of an `AWS::ApiGateway::Method`. */
  readonly properties: ResourceProperties;
  /** As in the template, `/orders/{id}`. */
  readonly path: string;
  readonly authorizer: () => ResourceProperties | undefined;
  readonly validator: () => ResourceProperties | undefined;
  /** Schemas of the API by name. */
  readonly models: () => JsonObject;
}
