import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Deployed } from '../../assembly/stack';
import { isJsonObject, type JsonObject } from '../../json';
import { documentApi, type DocumentApi } from './document-api';
import { gatewayResponseDefinitions, type GatewayResponseDefinition } from './gateway-response-definition';
import { methodDefinition, type MethodDefinition } from './method-definition';
import type { MethodSource } from './method-source';
import { modelSchema } from './model';
import { Routes } from './routes';
import { readStages, type Stage } from './stage';
import { usagePlans, type UsagePlan } from './usage-plan';

/** One resource of an API, with its methods read when a request needs them. */
export interface ApiResource {
  readonly id: string;
  /** As in the template, `/orders/{id}`. */
  readonly path: string;
  readonly methods: ReadonlyMap<string, () => MethodDefinition>;
}

/** One stage of a REST API of a stack. */
export interface RestApi {
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly binaryMediaTypes: readonly string[];
  /** Where the key of a request comes from: its `x-api-key`, or the authorizer's `usageIdentifierKey`. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly usagePlans: readonly UsagePlan[];
  readonly stage: Stage;
  readonly routes: Routes<ApiResource>;
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseDefinition>;
  /** The wishes of the template that this API does not fulfil here, in sentences for a person. */
  readonly notes: readonly string[];
}

/**
 * The REST APIs of a deployment, in the order of the templates, each as often as it has stages.
 *
 * @throws UnsupportedTemplateError for an API whose document is not in the template, or that has no stage
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGateway.html
 */
export function restApis(deployed: Deployed): RestApi[] {
  return restApiResources(deployed).flatMap((resource) => stagesOf(deployed, resource));
}

/** The resources that {@link stagesOf} reads: with it, one API that cannot be served does not hold up the others. */
export function restApiResources(deployed: Deployed): ResourceProperties[] {
  return deployed.resourcesOf('AWS::ApiGateway::RestApi');
}

/** One API, as often as it has stages. */
export function stagesOf(deployed: Deployed, resource: ResourceProperties): RestApi[] {
  if (resource.has('BodyS3Location')) {
    throw resource.unsupported('BodyS3Location', 'is not served by the local gateway');
  }
  const id = resource.reference;
  const body = resource.value('Body');
  const document = isJsonObject(body) ? documentApi(resource, body) : undefined;
  const routes = readRoutes(deployed, resource, document);
  const responses = new Map([
    ...(document?.gatewayResponses ?? []),
    ...gatewayResponseDefinitions(deployed, id),
  ]);
  const keySource = resource.optionalString('ApiKeySourceType') ?? document?.apiKeySource;
  const binary = resource.strings('BinaryMediaTypes');
  return readStages(deployed, resource).map((stage) => ({
    logicalId: resource.logicalId,
    id,
    name: resource.optionalString('Name') ?? resource.logicalId,
    stackName: resource.owner.name,
    account: resource.owner.environment.account,
    region: resource.owner.environment.region,
    binaryMediaTypes: binary.length > 0 ? binary : (document?.binaryMediaTypes ?? []),
    apiKeySource: keySource === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    usagePlans: usagePlans(deployed, id, stage.name),
    stage,
    routes,
    gatewayResponses: responses,
    notes: resource.has('Policy')
      ? [
          `${resource.logicalId}: its resource policy is not applied here; every caller of this machine passes it`,
        ]
      : [],
  }));
}

function readRoutes(
  deployed: Deployed,
  api: ResourceProperties,
  document: DocumentApi | undefined,
): Routes<ApiResource> {
  const paths = resourcePaths(deployed, api);
  const methods = readMethods(deployed, api.reference, paths);
  const routes = new Routes<ApiResource>();
  for (const [id, path] of paths) {
    // A resource without methods is only a step on the way to others.
    const own = methods.get(id);
    if (own !== undefined) routes.add(path, { id, path, methods: own });
  }
  for (const [path, sources] of document?.paths ?? []) {
    const own = new Map(
      [...sources].map(([verb, source]) => [verb, onDemand(() => methodDefinition(source))]),
    );
    routes.add(path, { id: path, path, methods: own });
  }
  return routes;
}

function resourcePaths(deployed: Deployed, api: ResourceProperties): Map<string, string> {
  const resources = new Map<string, ResourceProperties>();
  for (const resource of deployed.resourcesOf('AWS::ApiGateway::Resource')) {
    if (resource.string('RestApiId') === api.reference) resources.set(resource.reference, resource);
  }
  const pathOf = (id: string): string => {
    const resource = resources.get(id);
    return resource === undefined
      ? ''
      : `${pathOf(resource.string('ParentId'))}/${resource.string('PathPart')}`;
  };
  const root = [api.attribute('RootResourceId'), '/'] as const;
  return new Map([root, ...[...resources.keys()].map((id) => [id, pathOf(id)] as const)]);
}

function readMethods(
  deployed: Deployed,
  apiId: string,
  paths: ReadonlyMap<string, string>,
): Map<string, Map<string, () => MethodDefinition>> {
  const methods = new Map<string, Map<string, () => MethodDefinition>>();
  for (const method of deployed.resourcesOf('AWS::ApiGateway::Method')) {
    if (method.string('RestApiId') !== apiId) continue;
    const resourceId = method.string('ResourceId');
    const own = methods.get(resourceId) ?? new Map<string, () => MethodDefinition>();
    methods.set(resourceId, own);
    const path = paths.get(resourceId) ?? '';
    own.set(
      method.string('HttpMethod'),
      onDemand(() => methodDefinition(templateSource(deployed, method, path))),
    );
  }
  return methods;
}

/** A method whose authorizer, validator and models are resources of the template. */
function templateSource(deployed: Deployed, method: ResourceProperties, path: string): MethodSource {
  const named = (type: string, property: string): ResourceProperties | undefined => {
    const id = method.optionalString(property);
    return id === undefined
      ? undefined
      : deployed.resourcesOf(type).find((resource) => resource.reference === id);
  };
  const apiId = method.string('RestApiId');
  const models = (): JsonObject =>
    Object.fromEntries(
      deployed
        .resourcesOf('AWS::ApiGateway::Model')
        .filter((model) => model.string('RestApiId') === apiId)
        .map((model) => [model.reference, modelSchema(model)]),
    );
  return {
    properties: method,
    path,
    authorizer: () => named('AWS::ApiGateway::Authorizer', 'AuthorizerId'),
    validator: () => named('AWS::ApiGateway::RequestValidator', 'RequestValidatorId'),
    models,
  };
}

/** Reads once, at the first call: a method that the local gateway cannot serve only matters to its own requests. */
function onDemand<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}
