type Source = Readonly<Record<string, unknown>>;

/**
 * Whether an event is a request of a REST API, an HTTP API or a Function URL. One mark is enough, so that a request with a
 * broken part is judged (and then refused as malformed), and never reaches a handler as if it were another event.
 */
export function isApiRequest(event: unknown): boolean {
  if (!isMap(event)) return false;
  const context = isMap(event['requestContext']) ? event['requestContext'] : undefined;
  if (context !== undefined && has(context, 'elb')) return false;
  // Agents of Amazon Bedrock send `httpMethod` too, but neither `path` nor `requestContext`.
  if (has(event, 'httpMethod') && (has(event, 'path') || context !== undefined)) return true;
  // VPC Lattice says version 2.0 too, but has no `rawPath`.
  if (event['version'] === '2.0' && has(event, 'rawPath')) return true;
  return context !== undefined && (has(context, 'httpMethod') || has(context, 'http'));
}

/**
 * The service that sent an event which is not judged, although a browser may have caused it. `undefined` for events that
 * no browser sends: queues, buses, schedules, warmers.
 */
export function unjudgedSource(event: unknown): string | undefined {
  if (!isMap(event)) return undefined;
  const context = isMap(event['requestContext']) ? event['requestContext'] : undefined;
  if (context !== undefined && has(context, 'elb')) return 'an Application Load Balancer';
  if (context !== undefined && has(context, 'connectionId')) return 'a WebSocket API';
  const isLattice = has(event, 'raw_path') || (context !== undefined && has(context, 'serviceNetworkArn'));
  return isLattice ? 'VPC Lattice' : undefined;
}

function isMap(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function has(map: Source, name: string): boolean {
  return Object.hasOwn(map, name);
}
