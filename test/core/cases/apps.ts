import type { AllowlistEntry } from '../../../lib/core';
import { entry, listing, withOAuthOff } from './allowlists';
import { table } from './decision-case';
import { allows, asking, refuses } from './expected';
import { CHROME, FIREFOX, SAFARI } from './origins';
import { OWN_TABLE } from './policies';
import { actual } from './requests';

const CREDENTIALS = { 'Access-Control-Allow-Credentials': 'true' };
const NOT_LISTED = asking(refuses('origin_not_allowlisted'));
const CAPACITOR = 'capacitor://localhost';
const EVERY_FIREFOX = 'moz-extension://*';
const app = { origins: [CAPACITOR] };
const firefox = { origins: [FIREFOX] };
const safari = { origins: [SAFARI] };

function flagged(pattern: string): AllowlistEntry {
  return entry(pattern, { allowSharedOrigin: true });
}

/** Everything but a port that every app on a device, or every extension of a browser, can have. */
const SHARED_APPS = [
  CAPACITOR,
  'ionic://localhost',
  'tauri://localhost',
  'app://app.example',
  'https://localhost',
  'https://shop.pages.dev',
  FIREFOX,
];
/** The entry that lets such an origin in. */
const ENTRY_OF: Readonly<Record<string, AllowlistEntry>> = {
  'https://localhost': entry('https://localhost'),
  'https://shop.pages.dev': flagged('https://*.pages.dev'),
  [FIREFOX]: flagged(EVERY_FIREFOX),
};

/** Apps ask for tokens where answers carry no credentials. */
const TOKENS_OF_APPS = SHARED_APPS.flatMap((origin) => {
  const listed = ENTRY_OF[origin] ?? flagged(origin);
  const asked = { origins: [origin], method: 'POST' };
  // Every Capacitor app on Android has this origin. The original exempts localhost, so it counts as an own page does.
  const withCookies =
    listed.allowSharedOrigin === true ? NOT_LISTED : allows(origin, listed.pattern, CREDENTIALS);
  return [
    ...table({ policy: OWN_TABLE, allowlist: listing(listed) }, [
      [`a token for ${origin}`, actual('/token', asked), allows(origin, listed.pattern)],
      [`a token for ${origin}, with credentials`, actual('/token/cookies', asked), withCookies],
    ]),
    ...table({ policy: OWN_TABLE, allowlist: withOAuthOff(listing(listed)) }, [
      [
        `a token for ${origin}, the setting off`,
        actual('/token', asked),
        asking(refuses('oauth_cors_disabled')),
      ],
    ]),
  ];
});

/** Origins of apps and extensions. Whoever can have such an origin, with the entry's flag, gets no credentials. */
export const APPS_AND_EXTENSIONS = [
  ...TOKENS_OF_APPS,
  ...table({ policy: OWN_TABLE, allowlist: listing(flagged(CAPACITOR), flagged(EVERY_FIREFOX)) }, [
    ['an app', actual('/form', app), allows(CAPACITOR, CAPACITOR)],
    ['an app, with credentials', actual('/private/x', app), NOT_LISTED],
    ['another host of the app', actual('/form', { origins: ['capacitor://evil.localhost'] }), NOT_LISTED],
    ['another port of the app', actual('/form', { origins: [`${CAPACITOR}:8100`] }), NOT_LISTED],
    ['another app', actual('/form', { origins: ['ionic://localhost'] }), NOT_LISTED],
    ['any Firefox extension', actual('/form', firefox), allows(FIREFOX, EVERY_FIREFOX)],
    ['any Firefox extension, with credentials', actual('/private/x', firefox), NOT_LISTED],
    ['no extension of another browser', actual('/form', { origins: [CHROME] }), NOT_LISTED],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(FIREFOX, flagged(EVERY_FIREFOX)) }, [
    [
      'one Firefox extension, with credentials',
      actual('/private/x', firefox),
      allows(FIREFOX, FIREFOX, CREDENTIALS),
    ],
  ]),
  // Rows that no administrator can have written.
  ...table({ policy: OWN_TABLE, allowlist: listing(CAPACITOR, EVERY_FIREFOX) }, [
    ['an app without the flag', actual('/form', app), NOT_LISTED],
    ['every Firefox extension without the flag', actual('/form', firefox), NOT_LISTED],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(SAFARI.toLowerCase()) }, [
    ['Safari', actual('/private/x', safari), allows(SAFARI, SAFARI.toLowerCase(), CREDENTIALS)],
    [
      'Safari in lower case',
      actual('/private/x', { origins: [SAFARI.toLowerCase()] }),
      allows(SAFARI.toLowerCase(), SAFARI.toLowerCase(), CREDENTIALS),
    ],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing(SAFARI) }, [
    ['a row in upper case is none', actual('/form', safari), NOT_LISTED],
  ]),
  ...table({ policy: OWN_TABLE, allowlist: listing('http://dev.localhost:3000', 'https://localhost') }, [
    [
      'a name of this machine',
      actual('/private/x', { origins: ['http://dev.localhost:3000'] }),
      allows('http://dev.localhost:3000', 'http://dev.localhost:3000', CREDENTIALS),
    ],
    ['another name of this machine', actual('/form', { origins: ['http://x.localhost:3000'] }), NOT_LISTED],
    ['an app is not localhost', actual('/form', app), NOT_LISTED],
  ]),
];
