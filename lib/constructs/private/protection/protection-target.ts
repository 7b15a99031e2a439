import { Method, RestApi, RestApiBase, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct, type IConstruct } from 'constructs';
import { asRestApi } from '../api/as-rest-api';
import { DeployedApis } from '../deployed/deployed-api';
import { deployedScope, givenProperty } from '../deployed/deployed-resource';
import { SynthError } from '../synth/synth-error';

/**
 * The API of a target of `protect`: an API of this app, also by an import of its id, one of its resources, or a resource that is
 * added here to the API of another app.
 *
 * @param scope the construct whose path errors name
 * @throws SynthError for anything else, which says where it can be protected
 */
export function apiOf(scope: IConstruct, target: IConstruct): RestApiBase {
  const api = target instanceof RestApiBase ? target : resourceApi(target);
  if (api instanceof RestApi) return api;
  if (api instanceof RestApiBase && !(api instanceof SpecRestApi)) {
    if (!isWhole(target, api) || !isImported(api)) return api;
  }
  const [rule, fix] = refusal(target, api);
  throw new SynthError(scope, [{ prop: 'target', value: placeOf(target), rule, fix }]);
}

/** Whether an API is that of another app, so that not all of its methods and deployments are known here. */
export function isImported(api: RestApiBase): boolean {
  if (api instanceof RestApi) return false;
  const apis = new DeployedApis(deployedScope(api), 'early', (type) => type === 'RestApi');
  const resource = apis.of(asRestApi(api)).api?.construct;
  return resource === undefined || givenProperty(resource, 'Body') !== undefined;
}

/** An API, or its root. Not everything below is known here. */
function isWhole(target: IConstruct, api: RestApiBase): boolean {
  return target === api || memberOf(target, 'path') === '/';
}

function refusal(target: IConstruct, api: unknown): readonly [rule: string, fix: string] {
  if (target instanceof HttpApi) {
    return [
      'an HTTP API has no gateway responses, so nothing in front of its backends could answer a refusal',
      'use withCors in its functions, call grantMiddleware() for them, and leave corsPreflight out',
    ];
  }
  if (target instanceof Method) {
    const rule =
      'a path has one verdict for all its methods, and one preflight, so no single method can be protected';
    return [rule, 'give its resource, and name the other methods in exclude'];
  }
  if (api instanceof SpecRestApi) {
    return [
      'the methods of this API come from a document, which must be protected before the API is made',
      'make its apiDefinition with protectedDefinition() or protectedDefinitionFile()',
    ];
  }
  if (api instanceof RestApiBase) {
    const below = hasRoot(api)
      ? 'here, protect the resources that this stack adds below its root'
      : 'to add resources here and protect those, import it with RestApi.fromRestApiAttributes() and its rootResourceId';
    return [
      'the methods and the deployment of an imported API belong to the stack that owns it',
      `call protect() in that stack; ${below}`,
    ];
  }
  return ['must be a REST API of this app or one of its resources', 'give a RestApi or one of its resources'];
}

/** An API that is imported only by its id throws when it is asked for its root. */
function hasRoot(api: RestApiBase): boolean {
  try {
    return api.restApiRootResourceId !== '';
  } catch {
    return false;
  }
}

/** The API of a resource. A method has one too, and is no target: its path, with its preflight, is protected as a whole. */
function resourceApi(target: unknown): unknown {
  return target instanceof Method ? undefined : memberOf(target, 'api');
}

/** A program without types can hand in something that is not a construct. */
function placeOf(target: unknown): unknown {
  return Construct.isConstruct(target) ? target.node.path : target;
}

function memberOf(construct: unknown, name: string): unknown {
  return Construct.isConstruct(construct) && name in construct
    ? (construct as unknown as Record<string, unknown>)[name]
    : undefined;
}
