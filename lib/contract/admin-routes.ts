/*
 * The admin API's routes: what the construct creates and grants, what the functions answer.
 */

/** Path below which every route of the admin API stands. */
export const ADMIN_BASE_PATH = '/cors/v1';

/** The functions behind the admin API; each has the least privilege for its routes. */
export type AdminFunction = 'allowlist' | 'settings';

/**
 * What a caller must be permitted: to manage the allowlist ("Modify All Data" in the original system), or to manage the
 * settings ("Customize Application").
 */
export type AdminPermission = 'manage-allowlist' | 'manage-settings';

/** One route. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `ADMIN_BASE_PATH`; `{id}` stands for one segment. */
  readonly path: string;
  readonly function: AdminFunction;
  /** The caller needs all of them. */
  readonly permissions: readonly AdminPermission[];
}

const ALLOWLIST: Pick<AdminRoute, 'function' | 'permissions'> = {
  function: 'allowlist',
  permissions: ['manage-allowlist'],
};
const SETTINGS: Pick<AdminRoute, 'function' | 'permissions'> = {
  function: 'settings',
  permissions: ['manage-allowlist', 'manage-settings'],
};

/** Every route. Paths without a parameter stand before those with one, so that the first that fits is the right one. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [
  { method: 'GET', path: '/allowlist', ...ALLOWLIST },
  { method: 'POST', path: '/allowlist', ...ALLOWLIST },
  { method: 'POST', path: '/allowlist/import', ...ALLOWLIST },
  { method: 'GET', path: '/allowlist/export', ...ALLOWLIST },
  { method: 'GET', path: '/allowlist/{id}', ...ALLOWLIST },
  { method: 'PUT', path: '/allowlist/{id}', ...ALLOWLIST },
  { method: 'DELETE', path: '/allowlist/{id}', ...ALLOWLIST },
  { method: 'POST', path: '/allowlist/{id}/restore', ...ALLOWLIST },
  { method: 'POST', path: '/evaluate', ...ALLOWLIST },
  { method: 'GET', path: '/openapi.json', ...ALLOWLIST },
  { method: 'GET', path: '/settings', ...SETTINGS },
  { method: 'PUT', path: '/settings', ...SETTINGS },
];
