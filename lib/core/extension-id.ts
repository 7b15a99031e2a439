import type { ExtensionScheme } from './scheme';

/** The ids that browsers give to their extensions. Safari writes its ids in upper case or in lower case. */
const IDS: Readonly<Record<ExtensionScheme, { test(id: string): boolean }>> = {
  // https://developer.chrome.com/docs/extensions/reference/manifest/key
  'chrome-extension': /^[a-z]{32}$/,
  // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/runtime/getURL
  'moz-extension': /^[a-z0-9]{8}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{12}$/,
  // https://developer.apple.com/documentation/safariservices/assessing-your-safari-web-extension-s-browser-compatibility
  'safari-web-extension': /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

/** The pattern of every Firefox extension. Firefox gives an extension another id at each installation. */
export const EVERY_FIREFOX_EXTENSION = 'moz-extension://*';

/** Whether the scheme is that of a browser extension. */
export function isExtensionScheme(scheme: string): scheme is ExtensionScheme {
  return Object.hasOwn(IDS, scheme);
}

/** Whether the id has the form that the browser of the scheme gives its extensions. */
export function isExtensionId(scheme: ExtensionScheme, id: string): boolean {
  return IDS[scheme].test(id);
}
