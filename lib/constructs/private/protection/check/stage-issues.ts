import { Excluded } from '../../../excluded';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import type { DeployedApi } from '../../deployed/deployed-api';
import { membersOf, type DeployedResource, type Members } from '../../deployed/deployed-resource';
import type { SynthIssue } from '../../synth/synth-error';
import { INTEGRATION } from '../document/document';
import { operationName } from '../document/operation';
import { operationsOf } from '../document/operations';
import type { Claim } from './claim';
import { coveredMethods } from './covered-method';

const ORIGIN_KEY = 'method.request.header.origin';
const ALL = '*';

/** A stage with its cache, as a stage or a deployment describes it. */
interface CachingStage {
  readonly path: string;
  readonly settings: readonly Members[];
}

/**
 * Methods whose answers a stage keeps, so that one origin would get the headers of another. A value that is known only at deployment
 * counts as one that keeps them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
export function stageIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  const stages = [...api.stages.flatMap(stageOf), ...api.deployments.flatMap(stageOfDeployment)];
  if (stages.length === 0) return [];
  const methods = [...methodsOf(api, claims), ...documented(api, claims)].filter(
    ({ httpMethod, cacheKeys }) => httpMethod !== PREFLIGHT_METHOD && !hasOriginKey(cacheKeys),
  );
  return stages.flatMap(({ path, settings }) =>
    methods.filter((method) => isCached(settings, method)).map((method) => cacheIssue(path, method)),
  );
}

/** A method, of a resource or of a document, whose answers a stage can keep. */
interface Answerer {
  readonly path: string;
  readonly httpMethod: string;
  readonly cacheKeys: unknown;
}

function methodsOf(api: DeployedApi, claims: readonly Claim[]): readonly Answerer[] {
  return coveredMethods(api, claims).map(({ method: { path, httpMethod, integration } }) => ({
    path,
    httpMethod,
    cacheKeys: integration['CacheKeyParameters'],
  }));
}

function documented({ api }: DeployedApi, claims: readonly Claim[]): readonly Answerer[] {
  const documents = claims.flatMap(({ document }) => (document === undefined ? [] : [document]));
  return operationsOf(membersOf(api?.properties['Body']))
    .filter(({ path, key }) =>
      documents.some(({ covers, excluded }) => covers(path) && excluded(path, key) !== Excluded.UNTOUCHED),
    )
    .map(({ path, key, operation }) => ({
      path,
      httpMethod: operationName('', key).trim(),
      cacheKeys: membersOf(operation[INTEGRATION])['cacheKeyParameters'],
    }));
}

function stageOf({ construct, properties }: DeployedResource): readonly CachingStage[] {
  if (isOff(properties['CacheClusterEnabled'])) return [];
  return [{ path: construct.node.path, settings: settingsOf(properties['MethodSettings']) }];
}

/** A deployment can make a stage by itself. */
function stageOfDeployment({ construct, properties }: DeployedResource): readonly CachingStage[] {
  const description = membersOf(properties['StageDescription']);
  if (isOff(description['CacheClusterEnabled'])) return [];
  const all = { ResourcePath: '/*', HttpMethod: ALL, CachingEnabled: description['CachingEnabled'] };
  return [{ path: construct.node.path, settings: [all, ...settingsOf(description['MethodSettings'])] }];
}

function isOff(value: unknown): boolean {
  return value === undefined || value === false || value === 'false';
}

const UNKNOWN: Members = { ResourcePath: '/*', HttpMethod: ALL, CachingEnabled: 'known only at deployment' };

function settingsOf(value: unknown): readonly Members[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [UNKNOWN];
  return value.map((one) => ('HttpMethod' in membersOf(one) ? membersOf(one) : UNKNOWN));
}

/** A setting of the method itself beats that of all methods. */
function isCached(settings: readonly Members[], { path, httpMethod }: Answerer): boolean {
  const at = (where: string): readonly Members[] =>
    settings.filter(({ ResourcePath }) => pathOf(ResourcePath) === where);
  const own = at(path).filter((one) => {
    const method = String(one['HttpMethod']).toUpperCase();
    return method === httpMethod || method === ALL || httpMethod === 'ANY';
  });
  const said = own.filter(({ CachingEnabled }) => CachingEnabled !== undefined);
  return (said.length > 0 ? said : at('/*')).some(({ CachingEnabled }) => !isOff(CachingEnabled));
}

/** `/~1orders~1{id}` as `/orders/{id}`. */
function pathOf(resourcePath: unknown): string {
  return `/${String(resourcePath).replaceAll('~1', '/').replace(/^\/+/, '')}`;
}

function hasOriginKey(keys: unknown): boolean {
  return Array.isArray(keys) && keys.some((key) => String(key).toLowerCase() === ORIGIN_KEY);
}

function cacheIssue(stage: string, { httpMethod, path }: Answerer): SynthIssue {
  return {
    prop: `cachingEnabled of ${httpMethod} ${path}`,
    value: true,
    rule: `the cache of the stage ${stage} would give the CORS headers of one origin to another`,
    fix: 'switch it off there, or name method.request.header.Origin in cacheKeyParameters of the integration',
  };
}
