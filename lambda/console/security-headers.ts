import type { ConsoleConfig } from '../shared/configuration/console-configuration';

/** Parts of a browser that the page never uses. */
const PERMISSIONS = ['camera', 'display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'usb'];

/** Headers of every answer. The page has no inline script or style, and writes no HTML from text. */
export function securityHeaders({ signIn }: ConsoleConfig): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(signIn?.domain),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS.map((name) => `${name}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** @see https://www.w3.org/TR/CSP3/ */
function contentSecurityPolicy(domain: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // The style sheet of the components holds their font.
    'font-src data:',
    "img-src 'self'",
    ["connect-src 'self'", ...(domain === undefined ? [] : [domain])].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
