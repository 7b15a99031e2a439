import { createHash } from 'node:crypto';

/** Namespace of the original system's metadata. */
const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
/** Characters of a developer name. */
const MAX_DEVELOPER_NAME = 80;

/** The parts of an entry that a metadata document has. */
interface Exported {
  readonly pattern: string;
  readonly name?: string | undefined;
}

/** A CorsWhitelistOrigin document of entries, in their order. Patterns hold no character that XML would need escaped. */
export function metadataDocument(entries: readonly Exported[]): string {
  const elements = entries.map(
    ({ pattern, name }) =>
      `  <CorsWhitelistOrigin>\n` +
      `    <developerName>${developerName(pattern, name)}</developerName>\n` +
      `    <urlPattern>${escaped(pattern)}</urlPattern>\n` +
      `  </CorsWhitelistOrigin>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<CorsWhitelistOrigins xmlns="${NAMESPACE}">\n${elements.join('')}</CorsWhitelistOrigins>\n`
  );
}

/**
 * A developer name: letters, digits and single underscores, beginning with a letter. It ends in a hash of the pattern, so
 * that two entries never share one and an entry always has the same.
 */
export function developerName(pattern: string, name: string | undefined): string {
  const suffix = `_${createHash('sha256').update(pattern).digest('hex').slice(0, 8)}`;
  const given = words(name ?? '');
  if (given.endsWith(suffix)) return given;
  const stem = given === '' ? words(pattern) : given;
  return `${stem.slice(0, MAX_DEVELOPER_NAME - suffix.length).replace(/_$/, '')}${suffix}`;
}

function words(text: string): string {
  const joined = text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^[_0-9]+|_+$/g, '');
  return joined.slice(0, MAX_DEVELOPER_NAME).replace(/_$/, '');
}

/** A row that somebody else wrote may hold what no pattern does. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
