import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_REFUSED,
} from '../../../../contract';
import { Excluded } from '../../../excluded';
import { isJudgedByUs } from '../../api/other-judges';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import type { DeployedApi, DeployedApis, DeployedMethod } from '../../deployed/deployed-api';
import { warn } from '../../synth/warning';
import type { Claim } from './claim';
import { coveredMethods, nameOf } from './covered-method';

/** Warns of what may be meant, in an API that is protected. */
export function warnOfApi(api: DeployedApi, claims: readonly Claim[]): void {
  const [claim] = claims;
  if (claim === undefined) return;
  warnOfClosed(api, claims);
  // Where our authorizer hands no verdict over, nothing is mapped from a context.
  const isMapped = claims.some(({ document }) => document !== undefined) || api.methods.some(isJudgedByUs);
  if (isMapped && claims.some(({ gatewayResponses }) => gatewayResponses.length > 0)) {
    warnOf(
      claim,
      'keptAuthorizer',
      api.methods.filter((method) => method.authorizationType === 'CUSTOM' && !isJudgedByUs(method)),
      'keep a Lambda authorizer of their own. Gateway responses map its context too: it must not return the keys ' +
        `${CONTEXT_ALLOW_ORIGIN}, ${CONTEXT_ALLOW_CREDENTIALS}, ${CONTEXT_EXPOSE_HEADERS} and ${CONTEXT_REFUSED}`,
    );
  }
  if (api.api?.properties['ApiKeySourceType'] === 'AUTHORIZER') {
    warnOf(
      claim,
      'keySource',
      coveredMethods(api, claims)
        .map(({ method }) => method)
        .filter((method) => method.apiKeyRequired && isJudgedByUs(method)),
      'need an API key that their authorizer names (apiKeySourceType AUTHORIZER), and the authorizer of the allowlist names none: ' +
        'each request is refused. Leave apiKeySourceType out, so that clients send the key',
    );
  }
}

/** Warns of methods that one call of `protect` protects and another one, of the same allowlist, closes: closing wins. */
function warnOfClosed(api: DeployedApi, claims: readonly Claim[]): void {
  for (const claim of claims) {
    const isClosedBy = (method: DeployedMethod): boolean =>
      claims.some(
        (one) =>
          one.allowlist === claim.allowlist &&
          one.covers(method) &&
          one.excludedAs(method) === Excluded.CLOSED,
      );
    warnOf(
      claim,
      'closedAndProtected',
      api.methods.filter(
        (method) =>
          method.httpMethod !== PREFLIGHT_METHOD &&
          claim.covers(method) &&
          claim.excludedAs(method) === undefined &&
          isClosedBy(method),
      ),
      'stay closed: one call of protect() protects them, and another one of the same allowlist excludes them as Excluded.CLOSED. ' +
        'Protect them in one call, or say excludeAs: Excluded.UNTOUCHED in the call that excludes them',
    );
  }
}

/** Warns of methods that may belong to a protected API, and of which only CloudFormation knows. */
export function warnOfUnknown(apis: DeployedApis, claim: Claim): void {
  for (const { construct, type } of apis.unknown.filter((one) => one.type === 'Method')) {
    warn(
      claim.scope,
      `unknownApi:${construct.node.path}`,
      `nobody can see here which API the ${type} ${construct.node.path} belongs to. If it is one that is protected, nothing judges ` +
        'its requests: name the API by a reference, as in api.restApiId; or acknowledge this',
    );
  }
}

function warnOf(claim: Claim, id: string, methods: readonly DeployedMethod[], text: string): void {
  if (methods.length === 0) return;
  warn(claim.scope, id, `${methods.map(nameOf).join(', ')} ${text}`);
}
