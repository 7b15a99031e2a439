/** The part between the id of an API and the dot, in the name that it has by a VPC endpoint. */
const BY_VPC_ENDPOINT = /^-vpce-[0-9a-z]+$/;

/**
 * Whether a host is one that API Gateway itself gives an API: `{apiId}.execute-api.…`, or for a private API that is associated with
 * a VPC endpoint, `{apiId}-{vpceId}.execute-api.…`. The name of an endpoint itself is shared by all APIs behind it.
 *
 * @param host in lower case
 */
export function isExecuteApiHost(apiId: string, host: string): boolean {
  const end = host.indexOf('.execute-api.');
  if (end < apiId.length || !host.startsWith(apiId)) return false;
  return end === apiId.length || BY_VPC_ENDPOINT.test(host.slice(apiId.length, end));
}
