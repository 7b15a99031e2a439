import type { HttpRequest } from './http';

/** Who calls the admin API, and how a call says so. */
export interface Authorization {
  readonly kind: 'iam' | 'cognito' | 'token' | 'none';
  /** The headers that a request needs, with those that it has. */
  headersFor(request: HttpRequest): Promise<Readonly<Record<string, string>>>;
  /** Gets new tokens after a refusal; false where there is no way. */
  renew?(): Promise<boolean>;
  /** Facts about the caller, for `whoami`. */
  describe(): Promise<Readonly<Record<string, string | readonly string[]>>>;
}

/** Nobody is asked: the API is on this machine. */
export const NO_AUTHORIZATION: Authorization = {
  kind: 'none',
  headersFor: ({ headers }) => Promise.resolve(headers),
  describe: () => Promise.resolve({ name: 'local' }),
};
