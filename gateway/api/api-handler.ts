import { UnsupportedTemplateError } from '../errors';
import type { Functions } from '../functions/functions';
import { headerValue } from '../http/headers';
import type { HttpRequest } from '../http/request';
import { jsonResponse, type HttpResponse } from '../http/response';
import { apiCall, type ApiCall, type RoutedCall } from './call/api-call';
import { admit } from './admission/admission';
import { UsageMeter } from './admission/usage-meter';
import { authorize, type SignIn } from './authorization/authorization';
import { AuthorizerCache } from './authorization/authorizer-cache';
import { gatewayResponse, type GatewayFault } from './call/gateway-response';
import { integrate } from './integration/integration';
import { emptyJournal, type Journal } from './call/journal';
import { faulted, type Outcome } from './call/outcome';
import { requestContext } from './call/request-context';
import type { RestApi } from './definition/rest-api';

/** The end of a request: the response, and what the log may say about it. */
export interface ApiAnswer {
  readonly response: HttpResponse;
  readonly call: ApiCall;
  readonly journal: Journal;
  /** The error that API Gateway itself would have answered with. */
  readonly fault: GatewayFault | undefined;
}

/**
 * Serves one stage of a REST API: routing, authorization, keys and checks, integration, and the responses to what goes wrong
 * on the way.
 */
export class ApiHandler {
  private readonly meter = new UsageMeter();
  private readonly authorizers = new AuthorizerCache();

  constructor(
    private readonly api: RestApi,
    private readonly collaborators: {
      readonly functions: Functions;
      readonly signIn: SignIn;
      readonly domainName: (host: string) => string;
    },
  ) {}

  /** Never throws for anything that is in a request. */
  async handle(request: HttpRequest, time: Date): Promise<ApiAnswer> {
    const override = headerValue(request.headers, 'X-HTTP-Method-Override') ?? '';
    const method = override === '' ? request.method : override;
    const call = apiCall(
      this.api,
      request,
      method,
      requestContext(this.api, request, method, time, this.collaborators.domainName),
    );
    const journal = emptyJournal();
    const route = this.api.routes.match(method, request.path);
    if (route === undefined) {
      return answer(call, faulted('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token'), journal);
    }
    const { id, path } = route.resource;
    const context = { ...call.context, resourceId: id, resourcePath: path };
    try {
      return await this.serve({ ...call, context, route }, journal);
    } catch (error) {
      if (!(error instanceof UnsupportedTemplateError)) throw error;
      journal.detail = error.message;
      return answer(call, unsupported(error), journal);
    }
  }

  private async serve(routed: RoutedCall, journal: Journal): Promise<ApiAnswer> {
    const { resource, methodKey } = routed.route;
    const read = resource.methods.get(methodKey);
    if (read === undefined) throw new Error(`${resource.path} lost its method ${methodKey}`);
    const method = read();
    const { functions, signIn } = this.collaborators;
    const collaborators = { functions, signIn, authorizers: this.authorizers };
    const authorized = await authorize(routed, method.authorization, collaborators, journal);
    if (authorized.outcome !== undefined) return answer(authorized.call, authorized.outcome, journal);
    const { call, outcome } = admit(authorized.call, method, this.meter, journal);
    return answer(call, outcome ?? (await integrate(call, method, functions, journal)), journal);
  }
}

function answer(call: ApiCall, outcome: Outcome, journal: Journal): ApiAnswer {
  const fault = outcome.kind === 'fault' ? outcome.fault : undefined;
  const { status, headers, body } =
    outcome.kind === 'fault' ? gatewayResponse(call, outcome.fault) : outcome.response;
  const identifiers = [
    ['x-amzn-RequestId', String(call.context['requestId'])],
    ['x-amz-apigw-id', String(call.context['extendedRequestId'])],
  ] as const;
  return { response: { status, headers: [...identifiers, ...headers], body }, call, journal, fault };
}

/** The template needs something that only the real service does. The answer says so. */
function unsupported(error: UnsupportedTemplateError): Outcome {
  return { kind: 'response', response: jsonResponse(501, { message: error.message }) };
}
