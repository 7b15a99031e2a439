import { Stack } from 'aws-cdk-lib';
import { Method, ResourceBase, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import {
  deployedResources,
  membersOf,
  type DeployedResource,
  type Members,
  type ReadingTime,
} from './deployed-resource';
import { placeOf, placesOf, type Place } from './place';
import { pointerOf, withPointers } from './references';

/** A method as CloudFormation will see it. */
export interface DeployedMethod extends DeployedResource {
  /** As in `/orders/{id}`. A part that is known only at deployment is written `${…}`. */
  readonly path: string;
  /** Whether the whole path is known. */
  readonly isPathKnown: boolean;
  /** In capital letters; `ANY` for all. */
  readonly httpMethod: string;
  /** In capital letters; `NONE` where nothing is said. */
  readonly authorizationType: string;
  /** Undefined for none, and where a condition of the template chooses between several. */
  readonly authorizer: Place | undefined;
  readonly apiKeyRequired: boolean;
  /** Empty where it has none, and where it is read early. */
  readonly integration: Members;
  /** Its resource, those above it, and the API, from the nearest to the farthest. */
  readonly places: readonly Place[];
  /** The construct of the CDK around it; undefined for a resource that is written by itself. */
  readonly method: Method | undefined;
}

/** All that belongs to one REST API, in whichever stack and scope of the app it is made. */
export interface DeployedApi {
  readonly place: Place;
  readonly methods: readonly DeployedMethod[];
  readonly gatewayResponses: readonly DeployedResource[];
  readonly deployments: readonly DeployedResource[];
  readonly stages: readonly DeployedResource[];
  readonly authorizers: readonly DeployedResource[];
  /** The API itself; undefined for one that another app makes. */
  readonly api: DeployedResource | undefined;
  /** Everything of the API that a deployment puts into force: methods, resources, gateway responses, authorizers, models, validators. */
  readonly deployable: readonly DeployedResource[];
}

/** The types that are never part of a deployment, and that of a deployment itself. */
const NOT_DEPLOYABLE = new Set([
  'Deployment',
  'Stage',
  'BasePathMapping',
  'DocumentationPart',
  'DocumentationVersion',
]);
const UNKNOWN_PATH = '/${…}';

/** The REST APIs of a scope, as CloudFormation will see them. */
export class DeployedApis {
  private readonly byApi = new Map<Place, DeployedResource[]>();
  private readonly apis = new Map<Place, DeployedApi>();
  private readonly resources = new Map<Place, DeployedResource>();
  private paths: ReadonlyMap<Place, string> | undefined;

  /**
   * @param scope the part of the app that is synthesized as one (`deployedScope`)
   * @param isWanted the types that are read
   */
  constructor(
    private readonly scope: IConstruct,
    time: ReadingTime,
    isWanted?: (type: string) => boolean,
  ) {
    for (const resource of deployedResources(scope, time, isWanted)) this.add(resource);
  }

  /** The API that a construct of the CDK is, whether the app makes it, or imports it under this id. */
  public of(api: IRestApi): DeployedApi {
    return this.at(apiPlace(api));
  }

  /** Every API that has something in the scope. */
  public get all(): readonly DeployedApi[] {
    return [...this.byApi.keys()].map((place) => this.at(place));
  }

  /** The API at a place. */
  public at(place: Place): DeployedApi {
    const known = this.apis.get(place);
    if (known !== undefined) return known;
    const api = this.apiAt(place);
    this.apis.set(place, api);
    return api;
  }

  private apiAt(place: Place): DeployedApi {
    const members = this.byApi.get(place) ?? [];
    const ofType = (type: string): readonly DeployedResource[] => members.filter((one) => one.type === type);
    return {
      place,
      methods: ofType('Method').map((one) => this.methodOf(one, place)),
      gatewayResponses: ofType('GatewayResponse'),
      deployments: ofType('Deployment'),
      stages: ofType('Stage'),
      authorizers: ofType('Authorizer'),
      api: ofType('RestApi')[0],
      deployable: members.filter(({ type }) => !NOT_DEPLOYABLE.has(type)),
    };
  }

  /** The API that a resource of API Gateway belongs to. */
  public placesOf(resource: DeployedResource): readonly Place[] {
    return resource.type === 'RestApi'
      ? [`${resource.construct.node.path}.Ref`]
      : placesOf(resource.stack, resource.properties['RestApiId']);
  }

  /** The resources of APIs that only CloudFormation knows. */
  public get unknown(): readonly DeployedResource[] {
    return [...this.byApi].filter(([place]) => place.startsWith('{')).flatMap(([, members]) => members);
  }

  private add(resource: DeployedResource): void {
    for (const place of this.placesOf(resource)) {
      const members = this.byApi.get(place);
      if (members === undefined) this.byApi.set(place, [resource]);
      else members.push(resource);
    }
    this.resources.set(`${resource.construct.node.path}.Ref`, resource);
  }

  private methodOf(resource: DeployedResource, api: Place): DeployedMethod {
    const { properties, stack, construct } = resource;
    const { HttpMethod, AuthorizationType, AuthorizerId, ApiKeyRequired, Integration, ResourceId } =
      properties;
    const scope = construct.node.scope;
    const { path, places, isKnown } = this.pathOf(stack, ResourceId);
    return {
      ...resource,
      path: path === '' ? '/' : path,
      isPathKnown: isKnown,
      httpMethod: textOf(HttpMethod).toUpperCase(),
      authorizationType: AuthorizationType === undefined ? 'NONE' : textOf(AuthorizationType).toUpperCase(),
      authorizer: onlyPlace(stack, AuthorizerId),
      apiKeyRequired: ApiKeyRequired !== undefined && ApiKeyRequired !== false && ApiKeyRequired !== 'false',
      integration: membersOf(Integration),
      places: [...places, api],
      method: scope instanceof Method && scope.node.defaultChild === construct ? scope : undefined,
    };
  }

  /** The path of a resource, from its root down; where a condition of the template chooses, the first one, and the places of all. */
  private pathOf(stack: Stack, resourceId: unknown): ResourcePath {
    const [first = { path: UNKNOWN_PATH, places: [], isKnown: false }, ...others] = placesOf(
      stack,
      resourceId,
    ).map((place) => this.pathAt(place));
    return {
      path: first.path,
      places: [...new Set([first, ...others].flatMap(({ places }) => places))],
      isKnown: first.isKnown && others.length === 0,
    };
  }

  private pathAt(place: Place): ResourcePath {
    if (place.endsWith('.RootResourceId')) return { path: '', places: [place], isKnown: true };
    const resource = this.resources.get(place);
    if (resource === undefined) {
      const path = this.knownPaths().get(place);
      return { path: path ?? UNKNOWN_PATH, places: [place], isKnown: path !== undefined };
    }
    const { ParentId, PathPart } = resource.properties;
    const above = this.pathOf(resource.stack, ParentId);
    return {
      path: `${above.path}/${textOf(PathPart)}`,
      places: [place, ...above.places],
      isKnown: above.isKnown && typeof PathPart === 'string',
    };
  }

  /** Paths of imported resources, which only the constructs of the CDK know. */
  private knownPaths(): ReadonlyMap<Place, string> {
    this.paths ??= new Map(
      this.scope.node
        .findAll()
        .filter((child) => child instanceof ResourceBase)
        .map((one) => [resourcePlace(one), one.path === '/' ? '' : one.path]),
    );
    return this.paths;
  }
}

interface ResourcePath {
  readonly path: string;
  readonly places: readonly Place[];
  readonly isKnown: boolean;
}

/** The one place that a value names. */
function onlyPlace(stack: Stack, value: unknown): Place | undefined {
  const places = new Set(placesOf(stack, value));
  return places.size === 1 ? [...places][0] : undefined;
}

/** The place of an API. */
export function apiPlace(api: IRestApi): Place {
  return valuePlace(api, api.restApiId);
}

/** The place of a resource. */
export function resourcePlace(resource: IConstruct & { readonly resourceId: string }): Place {
  return valuePlace(resource, resource.resourceId);
}

/** The place that a value with tokens names. */
export function valuePlace(scope: IConstruct, value: unknown): Place {
  return placeOf(Stack.of(scope), withPointers(scope, value)) ?? '';
}

/** A value of a template as people read it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const pointer = pointerOf(value);
  if (pointer !== undefined) return `\${${pointer.path.split('/').at(-1) ?? ''}}`;
  const [[name, inner] = []] = Object.entries(value) as [string, unknown][];
  if (name === 'Ref') return `\${${String(inner)}}`;
  const [, parts] = (name === 'Fn::Join' && Array.isArray(inner) ? inner : []) as readonly unknown[];
  return Array.isArray(parts) ? parts.map(textOf).join('') : '${…}';
}
