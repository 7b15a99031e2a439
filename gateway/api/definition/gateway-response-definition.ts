import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Deployed } from '../../assembly/stack';
import { headerMappings, type HeaderMapping } from '../mapping/mapped-headers';

/** How a template shapes one type of the responses that API Gateway makes itself. */
export interface GatewayResponseDefinition {
  readonly statusCode: number | undefined;
  readonly headers: readonly HeaderMapping[];
  /** Body template by content type. */
  readonly templates: ReadonlyMap<string, string>;
}

/**
 * The gateway responses of an API by response type.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html
 */
export function gatewayResponseDefinitions(
  deployed: Deployed,
  apiId: string,
): Map<string, GatewayResponseDefinition> {
  const own = deployed
    .resourcesOf('AWS::ApiGateway::GatewayResponse')
    .filter((resource) => resource.string('RestApiId') === apiId);
  return new Map(
    own.map((resource) => [resource.string('ResponseType'), gatewayResponseDefinition(resource)]),
  );
}

/** One of them, from its properties. */
export function gatewayResponseDefinition(resource: ResourceProperties): GatewayResponseDefinition {
  return {
    statusCode: resource.optionalNumber('StatusCode'),
    headers: headerMappings(resource, 'gatewayresponse.header.'),
    templates: resource.stringMap('ResponseTemplates'),
  };
}
