import type { RequestRecord } from '../gateway';

/** One log line of a served request: method, host, path, status, reason. The path is without its query, which may hold secrets. */
export function requestLine({ method, host, path, status, reason }: RequestRecord): string {
  return `${method} ${host} ${path.split('?', 1)[0] ?? ''} ${String(status)} ${reason ?? '-'}`;
}
