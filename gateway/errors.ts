/** Why the local gateway could not start. Errors of a single request never use these codes. */
export type GatewayErrorCode =
  | 'assembly_unreadable'
  | 'template_invalid'
  | 'template_unsupported'
  | 'port_unavailable'
  | 'data_unavailable'
  | 'dynamodb_failed'
  | 'table_mismatch'
  | 'deployment_failed';

/** An error whose message is meant for the person at the terminal: what is wrong, where, and what helps. */
export class GatewayError extends Error {
  override readonly name: string = 'GatewayError';

  constructor(
    readonly code: GatewayErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The template needs something that the local gateway does not do, for a request or for the start. */
export class UnsupportedTemplateError extends GatewayError {
  override readonly name = 'UnsupportedTemplateError';

  constructor(
    readonly logicalId: string,
    readonly resourceType: string,
    what: string,
  ) {
    super('template_unsupported', `${logicalId} (${resourceType}): ${what}`);
  }
}

/** The port is taken by another process, or may not be used by this user. */
export class PortUnavailableError extends GatewayError {
  override readonly name = 'PortUnavailableError';

  constructor(
    readonly port: number,
    reason: 'is in use' | 'needs more rights',
  ) {
    super('port_unavailable', `port ${port} ${reason} on this machine; choose another one`);
  }
}
