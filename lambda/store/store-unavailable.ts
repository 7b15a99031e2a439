/**
 * The table could not be read or written: network, throttling, a missing right. Of a write nobody knows then whether it
 * happened; the same write again tells.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}
