/** Why the gateway could not be built or started. Errors of a single request never use this class. */
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

/** Something in the template that a request or the start needs, and that this gateway does not do. */
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
