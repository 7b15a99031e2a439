import { CfnStage, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { nameOf, type ProtectedMethod } from './protected-method';
import type { SynthIssue } from '../synth/synth-error';

const ORIGIN_KEY = 'method.request.header.origin';

/**
 * Methods whose answers the stage of their API keeps, so that one origin would get the headers of another.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
export function stageCacheIssues(
  api: RestApiBase,
  targets: readonly ProtectedMethod[],
): readonly SynthIssue[] {
  const stage = api.latestDeployment === undefined ? undefined : api.deploymentStage.node.defaultChild;
  if (!(stage instanceof CfnStage) || stage.cacheClusterEnabled !== true) return [];
  return targets
    .filter((target) => isCached(stage, target) && !hasOriginKey(target))
    .map((target) => ({
      prop: `cachingEnabled of ${nameOf(target)}`,
      value: true,
      rule: 'the cache of the stage would give the CORS headers of one origin to another',
      fix: 'switch it off there, or name method.request.header.Origin in cacheKeyParameters of the integration',
    }));
}

/** A setting of the method itself beats that of all methods. */
function isCached({ methodSettings }: CfnStage, { method }: ProtectedMethod): boolean {
  if (!Array.isArray(methodSettings)) return false;
  const settings = methodSettings.flatMap((setting) => ('httpMethod' in setting ? [setting] : []));
  const path = `/${method.resource.path.replaceAll('/', '~1')}`;
  const own = settings.find((one) => one.resourcePath === path && one.httpMethod === method.httpMethod);
  const all = settings.find((one) => one.resourcePath === '/*' && one.httpMethod === '*');
  return (own?.cachingEnabled ?? all?.cachingEnabled) === true;
}

function hasOriginKey({ resource: { integration } }: ProtectedMethod): boolean {
  const keys: unknown =
    integration !== undefined && 'cacheKeyParameters' in integration && integration.cacheKeyParameters;
  return Array.isArray(keys) && keys.some((key) => String(key).toLowerCase() === ORIGIN_KEY);
}
