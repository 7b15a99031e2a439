/**
 * The setting of Salesforce's `Security.settings` is offered and never written with a list: it needs another permission, and
 * it opens the OAuth endpoints.
 */
export function settingOffer(oauth: boolean | undefined): readonly string[] {
  if (oauth === undefined) return [];
  const value = oauth ? 'on' : 'off';
  return [
    `The metadata also switches CORS for the OAuth endpoints ${value}: "settings set oauth=${value}" does that.`,
  ];
}
