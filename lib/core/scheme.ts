/** Schemes of web origins: a host of the URL standard, and a port. */
export type WebScheme = 'https' | 'http';

/** Schemes of browser extensions, whose origins are the scheme and an id. */
export type ExtensionScheme = 'chrome-extension' | 'moz-extension' | 'safari-web-extension';

const APP_SCHEMES = ['capacitor', 'ionic', 'tauri', 'app'] as const;

/** Schemes that frameworks for apps give to the pages inside an app: a name, and a port. */
export type AppScheme = (typeof APP_SCHEMES)[number];

/** Schemes whose origins can be allowlisted. */
export type Scheme = WebScheme | ExtensionScheme | AppScheme;

export function isWebScheme(scheme: string): scheme is WebScheme {
  return scheme === 'https' || scheme === 'http';
}

export function isAppScheme(scheme: string): scheme is AppScheme {
  return (APP_SCHEMES as readonly string[]).includes(scheme);
}
