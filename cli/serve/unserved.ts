import { INITIAL_ENTRIES_TYPE } from '../../lib/contract';
import { GatewayError, restApiResources, type ResourceProperties, type Stacks } from '../../gateway';

/** Types of resources that take requests on AWS and not here. */
const NOT_SERVED: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'HTTP APIs and WebSocket APIs are not served',
  'AWS::Lambda::Url': 'function URLs are not served',
};

/** Sentences about what the stacks have and nobody serves here. */
export function unserved(stacks: Stacks): string[] {
  const types = Object.entries(NOT_SERVED).flatMap(([type, what]) =>
    stacks.resourcesOf(type).map(({ logicalId }) => `${logicalId}: ${what}`),
  );
  const custom = stacks
    .customResources()
    .filter(({ type }) => type !== INITIAL_ENTRIES_TYPE)
    .map(({ logicalId, type }) => `${logicalId} (${type}): is not created here`);
  return [...types, ...methodsOfOthers(stacks), ...custom];
}

/** Methods that a stack adds to an API of somebody else. */
function methodsOfOthers(stacks: Stacks): string[] {
  const known = new Set(restApiResources(stacks).map((api) => api.reference));
  const foreign = stacks
    .resourcesOf('AWS::ApiGateway::Method')
    .map(apiOf)
    .filter((id) => id !== undefined && !known.has(id));
  return [...new Set(foreign)].map(
    (id) => `the methods of the API ${String(id)} are not served: it is not in this assembly`,
  );
}

function apiOf(method: ResourceProperties): string | undefined {
  try {
    return method.string('RestApiId');
  } catch (error) {
    if (error instanceof GatewayError) return undefined;
    throw error;
  }
}
