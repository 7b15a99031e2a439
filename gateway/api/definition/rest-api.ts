import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Stack } from '../../assembly/stack';
import { gatewayResponseDefinitions, type GatewayResponseDefinition } from './gateway-response-definition';
import { methodDefinition, type MethodDefinition } from './method-definition';
import { Routes } from './routes';
import { readStage, type Stage } from './stage';

/** One resource of an API, with its methods read when a request needs them. */
export interface ApiResource {
  readonly id: string;
  /** As in the template, `/orders/{id}`. */
  readonly path: string;
  readonly methods: ReadonlyMap<string, () => MethodDefinition>;
}

/** One REST API of a stack. */
export interface RestApi {
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly binaryMediaTypes: readonly string[];
  readonly stage: Stage;
  readonly routes: Routes<ApiResource>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseDefinition>;
}

/**
 * The REST APIs of a stack, in the order of the template.
 *
 * @throws UnsupportedTemplateError for an API that is defined by an OpenAPI document, has a resource policy, or has
 * not exactly one stage
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGateway.html
 */
export function restApis(stack: Stack): RestApi[] {
  return stack.resourcesOf('AWS::ApiGateway::RestApi').map((resource) => restApi(stack, resource));
}

function restApi(stack: Stack, resource: ResourceProperties): RestApi {
  for (const property of ['Body', 'BodyS3Location', 'Policy']) {
    if (resource.has(property)) throw resource.unsupported(property, 'is not served by the local gateway');
  }
  const id = stack.reference(resource.logicalId);
  return {
    logicalId: resource.logicalId,
    id,
    name: resource.optionalString('Name') ?? resource.logicalId,
    account: stack.environment.account,
    region: stack.environment.region,
    binaryMediaTypes: resource.strings('BinaryMediaTypes'),
    stage: readStage(stack, resource),
    routes: readRoutes(stack, resource),
    gatewayResponses: gatewayResponseDefinitions(stack, id),
  };
}

function readRoutes(stack: Stack, api: ResourceProperties): Routes<ApiResource> {
  const apiId = stack.reference(api.logicalId);
  const rootId = stack.attribute(api.logicalId, 'RootResourceId');
  const paths = resourcePaths(stack, apiId, rootId);
  const methods = readMethods(stack, apiId);
  const routes = new Routes<ApiResource>();
  for (const [id, path] of paths) {
    // A resource without methods is only a step on the way to others.
    const own = methods.get(id);
    if (own !== undefined) routes.add(path, { id, path, methods: own });
  }
  return routes;
}

function resourcePaths(stack: Stack, apiId: string, rootId: string): Map<string, string> {
  const resources = new Map<string, ResourceProperties>();
  for (const resource of stack.resourcesOf('AWS::ApiGateway::Resource')) {
    if (resource.string('RestApiId') === apiId) resources.set(stack.reference(resource.logicalId), resource);
  }
  const pathOf = (id: string): string => {
    const resource = resources.get(id);
    return resource === undefined
      ? ''
      : `${pathOf(resource.string('ParentId'))}/${resource.string('PathPart')}`;
  };
  return new Map([[rootId, '/'], ...[...resources.keys()].map((id) => [id, pathOf(id)] as const)]);
}

function readMethods(stack: Stack, apiId: string): Map<string, Map<string, () => MethodDefinition>> {
  const methods = new Map<string, Map<string, () => MethodDefinition>>();
  for (const method of stack.resourcesOf('AWS::ApiGateway::Method')) {
    if (method.string('RestApiId') !== apiId) continue;
    const resourceId = method.string('ResourceId');
    const own = methods.get(resourceId) ?? new Map<string, () => MethodDefinition>();
    methods.set(resourceId, own);
    own.set(
      method.string('HttpMethod'),
      onDemand(() => methodDefinition(stack, method)),
    );
  }
  return methods;
}

/** Reads once, at the first call: a method that the local gateway cannot serve only matters to its own requests. */
function onDemand<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}
