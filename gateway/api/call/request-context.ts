import { randomUUID } from 'node:crypto';
import { commonLogTime, extendedRequestId } from '../../http/identifiers';
import { headerValue } from '../../http/headers';
import type { HttpRequest } from '../../http/request';
import type { RestApi } from '../definition/rest-api';

/** Who signed a request, as the host knows it: API Gateway would take it from the signature or from the token. */
export interface Caller {
  readonly accountId: string;
  readonly caller: string;
  readonly user: string;
  readonly userArn: string;
  readonly accessKey?: string;
  /** Claims of the token, for methods that Amazon Cognito authorizes. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** `requestContext` of an event, which is also the `$context` of templates and logs. */
export type RequestContext = Readonly<Record<string, unknown>>;

/** The context of a request before it is routed. */
export function requestContext(
  api: RestApi,
  request: HttpRequest,
  method: string,
  time: Date,
  domainNameOf: (host: string) => string,
): RequestContext {
  const domainName = domainNameOf(domainOf(request.host));
  return {
    accountId: api.account,
    apiId: api.id,
    deploymentId: api.stage.deploymentId,
    domainName,
    domainPrefix: domainName.split('.')[0] ?? '',
    extendedRequestId: extendedRequestId(),
    httpMethod: method,
    identity: {
      ...NOBODY,
      sourceIp: request.sourceIp,
      userAgent: headerValue(request.headers, 'User-Agent') ?? null,
    },
    // A custom domain with an empty base path has no stage in its paths: this is the path as the client sent it.
    path: request.path,
    protocol: request.protocol,
    requestId: randomUUID(),
    requestTime: commonLogTime(time),
    requestTimeEpoch: time.getTime(),
    stage: api.stage.name,
  };
}

/** The context with the signer of the request in it. */
export function withCaller(context: RequestContext, caller: Caller): RequestContext {
  const { accountId, user, userArn, accessKey } = caller;
  const identity = { accountId, caller: caller.caller, user, userArn, accessKey: accessKey ?? null };
  return { ...context, identity: { ...(context['identity'] as object), ...identity } };
}

const NOBODY = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** The host without its port: `site.localhost`, `[::1]`. */
function domainOf(host: string): string {
  const name = host.toLowerCase();
  return name.startsWith('[') ? name.slice(0, name.indexOf(']') + 1) : (name.split(':')[0] ?? '');
}
