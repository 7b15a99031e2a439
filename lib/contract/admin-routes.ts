/*
 * The admin API's routes: what the construct creates and grants, what the functions answer.
 */

/** Path below which every route of the admin API is. */
export const ADMIN_BASE_PATH = '/cors/v1';

/** The functions behind the admin API; each has the least privilege for its routes. */
export type AdminFunction = 'allowlist' | 'settings' | 'queries';

/**
 * The permissions: to view the allowlist, to manage it ("Modify All Data" in the original system), and to manage the settings
 * ("Customize Application"). Who may manage the allowlist may view it.
 */
export const ADMIN_PERMISSIONS = ['view-allowlist', 'manage-allowlist', 'manage-settings'] as const;
export type AdminPermission = (typeof ADMIN_PERMISSIONS)[number];

/** The forms in which a route takes a body. */
export type AdminBody = 'json' | 'merge-patch' | 'xml';

/** One route. */
export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `ADMIN_BASE_PATH`; `{id}` is one segment. */
  readonly path: string;
  readonly function: AdminFunction;
  /** The caller needs all of them. */
  readonly permissions: readonly AdminPermission[];
  /** Forms of the body; a route without one takes no body. */
  readonly takes: readonly AdminBody[];
}

const VIEW = { function: 'allowlist', permissions: ['view-allowlist'] } as const;
const ALLOWLIST = { function: 'allowlist', permissions: ['manage-allowlist'] } as const;
const QUERIES = { function: 'queries', permissions: ['view-allowlist'] } as const;
const SETTINGS = { function: 'settings', permissions: ['manage-allowlist', 'manage-settings'] } as const;

/**
 * Every route, by the id of its operation. Paths without a parameter come before those with one, so that the first route
 * that fits a path is the right one.
 */
export const ADMIN_OPERATIONS = {
  listEntries: { method: 'GET', path: '/allowlist', takes: [], ...VIEW },
  createEntry: { method: 'POST', path: '/allowlist', takes: ['json'], ...ALLOWLIST },
  importEntries: { method: 'POST', path: '/allowlist/import', takes: ['json', 'xml'], ...ALLOWLIST },
  planEntries: { method: 'POST', path: '/allowlist/plan', takes: ['json'], ...VIEW },
  exportEntries: { method: 'GET', path: '/allowlist/export', takes: [], ...VIEW },
  readEntry: { method: 'GET', path: '/allowlist/{id}', takes: [], ...VIEW },
  updateEntry: { method: 'PUT', path: '/allowlist/{id}', takes: ['json'], ...ALLOWLIST },
  patchEntry: { method: 'PATCH', path: '/allowlist/{id}', takes: ['merge-patch', 'json'], ...ALLOWLIST },
  deleteEntry: { method: 'DELETE', path: '/allowlist/{id}', takes: [], ...ALLOWLIST },
  restoreEntry: { method: 'POST', path: '/allowlist/{id}/restore', takes: [], ...ALLOWLIST },
  evaluate: { method: 'POST', path: '/evaluate', takes: ['json'], ...VIEW },
  askRefusals: { method: 'POST', path: '/refusals', takes: ['json'], ...QUERIES },
  readRefusals: { method: 'GET', path: '/refusals/{id}', takes: [], ...QUERIES },
  askUsage: { method: 'POST', path: '/usage', takes: ['json'], ...QUERIES },
  readUsage: { method: 'GET', path: '/usage/{id}', takes: [], ...QUERIES },
  readDescription: { method: 'GET', path: '/openapi.json', takes: [], ...VIEW },
  readSettings: { method: 'GET', path: '/settings', takes: [], ...SETTINGS },
  updateSettings: { method: 'PUT', path: '/settings', takes: ['json'], ...SETTINGS },
} as const satisfies Readonly<Record<string, AdminRoute>>;

/** The id of an operation. */
export type AdminOperation = keyof typeof ADMIN_OPERATIONS;

/** The same routes in their order. */
export const ADMIN_ROUTES: readonly AdminRoute[] = Object.values(ADMIN_OPERATIONS);
