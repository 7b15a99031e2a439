import type { HttpResponse } from '../../http/response';
import type { GatewayFault } from './gateway-response';

/** A step that ends a request: with an error that a template may shape, or with an answer that it may not. */
export type Outcome =
  | { readonly kind: 'fault'; readonly fault: GatewayFault }
  | { readonly kind: 'response'; readonly response: HttpResponse };

export function faulted(
  type: GatewayFault['type'],
  message: string | null,
  status?: number,
): Outcome & { kind: 'fault' } {
  return { kind: 'fault', fault: status === undefined ? { type, message } : { type, message, status } };
}

export function answered(response: HttpResponse): Outcome {
  return { kind: 'response', response };
}
