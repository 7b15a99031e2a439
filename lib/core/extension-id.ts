/** The schemes of browser extensions, whose origins are a scheme and an id. */
export type ExtensionScheme = 'chrome-extension' | 'moz-extension';

const CHROME_ID = /^[a-z]{32}$/;
const FIREFOX_ID = /^[a-z0-9]{8}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{12}$/;

/** Whether the scheme is that of a browser extension. */
export function isExtensionScheme(scheme: string): scheme is ExtensionScheme {
  return scheme === 'chrome-extension' || scheme === 'moz-extension';
}

/** Whether the id has the form that the browser of the scheme gives its extensions. */
export function isExtensionId(scheme: ExtensionScheme, id: string): boolean {
  return (scheme === 'chrome-extension' ? CHROME_ID : FIREFOX_ID).test(id);
}
