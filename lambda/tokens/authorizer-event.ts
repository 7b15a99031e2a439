type Values = Readonly<Record<string, unknown>>;

/** Maps that the event of an authorizer has empty where that of an integration has `null`. */
const MAPS = [
  'headers',
  'multiValueHeaders',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'pathParameters',
  'stageVariables',
];

/**
 * The event of a REQUEST authorizer for the event of an authorizer or of a proxy integration of a REST API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function requestEvent(event: Values): Values {
  if (event['type'] === 'REQUEST') return event;
  const rest = without(event, ['body', 'isBase64Encoded']);
  const requestContext = without(valuesOf(event['requestContext']), ['authorizer']);
  const maps = Object.fromEntries(MAPS.map((name) => [name, valuesOf(event[name])]));
  return { type: 'REQUEST', methodArn: methodArn(event), ...rest, ...maps, requestContext };
}

/** The ARN that a policy is evaluated for. It has the path as the client sent it, without the base path of a custom domain. */
export function methodArn(event: Values): string {
  if (typeof event['methodArn'] === 'string') return event['methodArn'];
  const context = valuesOf(event['requestContext']);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const region = process.env.AWS_REGION ?? '';
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const api = `arn:${partition}:execute-api:${region}:${text(context['accountId'])}:${text(context['apiId'])}`;
  return `${api}/${text(context['stage'])}/${text(event['httpMethod'])}${pathInApi(event, text(event['path']))}`;
}

/**
 * The path without what comes before the resource that API Gateway has found for it. The event of an integration has the base path
 * of a custom domain in its path, and a Deny for `GET/admin/*` must meet `/v1/admin` too.
 */
function pathInApi(event: Values, path: string): string {
  const { resource } = event;
  if (typeof resource !== 'string' || !resource.startsWith('/')) return path;
  const parts = segmentsIn(resource);
  const segments = segmentsIn(path);
  const rest = /\/\{([^/]+)\+\}$/.exec(resource)?.[1];
  const length =
    rest === undefined
      ? parts.length
      : parts.length - 1 + lengthOfRest(segments, own(event['pathParameters'], rest));
  if (segments.length <= length) return path;
  const end = length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.slice(segments.length - length).join('/')}${end}`;
}

/**
 * How many segments of a path are in a variable for the rest of it, whether its value was decoded or not. The pieces between slashes
 * are counted, of which an encoded slash may bring empty ones: they are left out on both sides, so that none counts as a segment.
 */
function lengthOfRest(segments: readonly string[], value: unknown): number {
  if (typeof value !== 'string') return segments.length;
  let left = piecesIn(value);
  let length = 0;
  for (const segment of segments.toReversed()) {
    left -= piecesIn(segment);
    if (left < 0) break;
    length++;
  }
  return length;
}

function segmentsIn(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** Encoded slashes part too, however often they are encoded. */
function piecesIn(text: string): number {
  return segmentsIn(text.replace(/%(?:25)*2f/gi, '/')).length;
}

/** The value of an identity source, as API Gateway writes it; undefined where the request has none, or an empty one. */
export function identityValue(source: string, event: Values): string | undefined {
  const [, place = '', name = ''] =
    /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/.exec(source) ??
    [];
  const value = valueAt(place, name, event);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function valueAt(place: string, name: string, event: Values): unknown {
  switch (place) {
    case 'method.request.header':
      return headerValue(event, name);
    case 'method.request.querystring':
      return own(event['queryStringParameters'], name);
    case 'stageVariables':
      return own(event['stageVariables'], name);
    default:
      return name.split('.').reduce<unknown>(own, event['requestContext']);
  }
}

/** Names of headers are compared without regard to case. */
function headerValue(event: Values, name: string): unknown {
  const found = Object.entries(valuesOf(event['headers'])).find(
    ([key]) => key.toLowerCase() === name.toLowerCase(),
  );
  return found?.[1];
}

function own(values: unknown, name: string): unknown {
  const map = valuesOf(values);
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function valuesOf(value: unknown): Values {
  return typeof value === 'object' && value !== null ? (value as Values) : {};
}

function without(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
