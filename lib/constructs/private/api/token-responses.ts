import { CfnGatewayResponse, ResponseType, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { DeployedApis } from '../deployed/deployed-api';
import { membersOf } from '../deployed/deployed-resource';
import { SynthReading } from '../deployed/synth-reading';
import { DeployedTokens } from '../policy/deployed-tokens';
import { ConstructMark } from '../synth/construct-mark';
import { warn } from '../synth/warning';
import { asRestApi } from './as-rest-api';
import { otherAuthorizers } from './other-judges';
import { failure, gatewayResponsesOf, problemAnswers } from './problem-responses';
import { ACCESS_DENIED, CHALLENGE_HEADERS, FROM_AUTHORIZER, FROM_REQUEST } from './verdict-mappings';

const UNAUTHORIZED = 'UNAUTHORIZED';
const HEADER = 'gatewayresponse.header.';
const READ = new Set(['GatewayResponse', 'Method', 'RestApi']);

const answered = new ConstructMark<true>('tokenResponses');

/** The words of a document about an API, whose construct does not know its id yet. */
export interface AnswersInDocument {
  readonly restApiId: string;
  /** Types of the gateway responses that it has. */
  readonly types: ReadonlySet<string>;
  /** Whether operations have authorizers of their own. */
  readonly hasOtherAuthorizers: boolean;
}

/**
 * Answers callers whose token is not taken, where the allowlist checks any: 401 with a constant body, which the page of a listed origin
 * can read. A missing scope is a 403 with the words of the authorizer.
 *
 * @param allowlist that checks
 * @param document from which the API is made, where it is
 */
export function addTokenResponses(
  allowlist: IConstruct,
  api: RestApiBase,
  document?: AnswersInDocument,
): void {
  if (answered.get(api) === true || DeployedTokens.of(allowlist)?.isUsed !== true) return;
  answered.set(api, true);
  addUnauthorized(api, document);
  const reading = SynthReading.of(api);
  reading.beforeReading(() => {
    const metadata = DeployedTokens.of(allowlist)?.metadata ?? [];
    const apis = new DeployedApis(reading.scope, 'early', (type) => READ.has(type));
    const others = otherAuthorizers(apis.of(asRestApi(api)).methods);
    const names = [
      ...others.map(({ construct }) => construct.node.path),
      ...(document?.hasOtherAuthorizers === true ? [`operations of ${api.node.path}`] : []),
    ];
    if (names.length > 0) warnOfOthers(allowlist, names);
    for (const { construct, properties } of apis.of(asRestApi(api)).gatewayResponses) {
      const given = givenNames(membersOf(properties['ResponseParameters']));
      const wanted = headersOf(String(properties['ResponseType']), names.length === 0, metadata);
      for (const [name, value] of Object.entries(wanted)) {
        if (given.includes(`${HEADER}${name}`.toLowerCase())) continue;
        construct.addPropertyOverride(`ResponseParameters.${HEADER.replaceAll('.', '\\.')}${name}`, value);
      }
    }
  });
}

/** Takes the place of our own answer, which speaks of credentials that the API would take; one of the user's stays. */
function addUnauthorized(api: RestApiBase, document: AnswersInDocument | undefined): void {
  const answer = problemAnswers({ [UNAUTHORIZED]: failure('token_refused') }).get(UNAUTHORIZED);
  if (answer === undefined || document?.types.has(UNAUTHORIZED) === true) return;
  const { headers, ...rest } = answer;
  if (document !== undefined) {
    const { templates: responseTemplates, ...status } = rest;
    new CfnGatewayResponse(api, 'CorsUnauthorized', {
      restApiId: document.restApiId,
      responseType: UNAUTHORIZED,
      ...status,
      responseParameters: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`${HEADER}${name}`, value]),
      ),
      responseTemplates,
    });
    return;
  }
  const existing = gatewayResponsesOf(api).find(({ responseType }) => responseType === UNAUTHORIZED);
  if (existing === undefined) {
    const type = ResponseType.of(UNAUTHORIZED);
    api.addGatewayResponse(UNAUTHORIZED, { type, responseHeaders: headers, ...rest });
  }
}

/** The mappings that others have set. What `Unauthorized` leaves no context for can be replaced. */
function givenNames(mappings: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(mappings)
    .filter(([, value]) => typeof value !== 'string' || !value.startsWith(FROM_AUTHORIZER))
    .map(([name]) => name.toLowerCase());
}

/** The headers that a response gets where it sets none. */
function headersOf(
  type: string,
  isOnlyAuthorizer: boolean,
  metadata: readonly string[],
): Readonly<Record<string, string>> {
  if (type === ACCESS_DENIED) return CHALLENGE_HEADERS;
  if (type !== UNAUTHORIZED) return {};
  const [url, ...more] = metadata;
  const challenge = url === undefined || more.length > 0 ? 'Bearer' : `Bearer resource_metadata="${url}"`;
  return {
    'WWW-Authenticate': `'${challenge}'`,
    // Only a verdict that the origin may read the answer leads here, unless another authorizer does.
    ...(isOnlyAuthorizer
      ? { 'Access-Control-Allow-Origin': FROM_REQUEST, 'Access-Control-Expose-Headers': "'WWW-Authenticate'" }
      : {}),
  };
}

function warnOfOthers(allowlist: IConstruct, methods: readonly string[]): void {
  warn(
    allowlist,
    'otherAuthorizers',
    `pages cannot read the 401 for a token that is not taken, because another authorizer answers 401 too, before the allowlist has ` +
      `judged: at ${methods.join(', ')}. Let the allowlist check those callers as well (tokens), or put the methods into an API of their own`,
  );
}
