import { headerValue } from '../../http/headers';
import { parseJson } from '../../json';
import type { RoutedCall } from '../call/api-call';
import type { Journal } from '../call/journal';
import { faulted, type Outcome } from '../call/outcome';
import type { RequestCheck, RequiredParameter } from '../definition/request-check';
import { mediaTypeOf } from '../mapping/media-type';
import { brokenRules } from './json-schema';

/** The models `Empty` and `Error` that every API has; both take any object. */
const BUILT_IN = { Empty: { type: 'object' }, Error: { type: 'object' } };

/**
 * The outcome of a request that lacks what its validator asks for. Parameters come first: API Gateway does not look at a body
 * when one is missing.
 */
export function checkRequest(call: RoutedCall, check: RequestCheck, journal: Journal): Outcome | undefined {
  const missing = check.parameters.filter((parameter) => isMissing(call, parameter)).map(({ name }) => name);
  if (missing.length > 0) {
    const message = `Missing required request parameters: [${missing.join(', ')}]`;
    journal.detail = message;
    return faulted('BAD_REQUEST_PARAMETERS', message);
  }
  const type = mediaTypeOf(headerValue(call.request.headers, 'Content-Type'));
  const name = check.models.get(type) ?? check.models.get('$default');
  if (name === undefined) return undefined;
  const schemas = { ...BUILT_IN, ...check.schemas };
  const body = parseJson(call.request.body.toString('utf8'));
  const rules = body === undefined ? ['the body is not JSON'] : brokenRules(body, { $ref: name }, schemas);
  if (rules.length === 0) return undefined;
  journal.detail = `the body does not fit its model: ${rules.join('; ')}`;
  return {
    kind: 'fault',
    fault: {
      type: 'BAD_REQUEST_BODY',
      message: 'Invalid request body',
      validation: `[${rules.join(', ')}]`,
    },
  };
}

function isMissing(call: RoutedCall, { place, name }: RequiredParameter): boolean {
  switch (place) {
    case 'header':
      return (headerValue(call.request.headers, name) ?? '') === '';
    case 'querystring':
      return (call.query[name]?.at(-1) ?? '') === '';
    case 'path':
      return (call.route.pathParameters[name] ?? '') === '';
  }
}
