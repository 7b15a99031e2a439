import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AdminProblem } from '../problem/admin-problem';

/** Element of one origin in the original system's metadata, and the one around several. */
const ELEMENT = 'CorsWhitelistOrigin';
const LIST_ELEMENT = 'CorsWhitelistOrigins';

/** A document of ours is three elements deep. */
const MAX_NESTED_TAGS = 8;
const TEXT = '#text';

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** @see https://www.w3.org/TR/xml/#charsets */
// eslint-disable-next-line no-control-regex -- refusing controls is the purpose
const NO_XML_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Nothing is trimmed: a pattern with white space around it is refused, with the repaired one as a suggestion.
  trimValues: false,
  // No entity is ever expanded, so a document cannot grow or reach for another one; see `decoded`.
  processEntities: false,
  htmlEntities: false,
  maxNestedTags: MAX_NESTED_TAGS,
  textNodeName: TEXT,
  isArray: (name) => name === ELEMENT,
});

/**
 * The lines of a CorsWhitelistOrigin document, as the lines of a JSON import that say the same: the pattern, and the
 * developer name as the entry's name. Anything else in an element becomes a field that no line has, so that the line is
 * reported.
 *
 * @throws AdminProblem `bad_xml`
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_corswhitelistorigin.htm
 */
export function importDocument(text: string): readonly unknown[] {
  const xml = text.replace(/^\ufeff/, '');
  refuseUnsafe(xml);
  const document = parsed(xml);
  const [root, ...others] = Object.keys(document).filter((name) => name !== TEXT);
  if (root === ELEMENT && others.length === 0) {
    const elements = document[ELEMENT];
    if (Array.isArray(elements) && elements.length === 1) return elements.map(lineOf);
  }
  if (root === LIST_ELEMENT && others.length === 0) return elementsOf(document[LIST_ELEMENT]).map(lineOf);
  throw bad(`The document is one ${ELEMENT} element, or one ${LIST_ELEMENT} element around several.`);
}

function refuseUnsafe(xml: string): void {
  // A document type is where entities and other documents come in; metadata has none.
  if (/<!DOCTYPE/i.test(xml)) throw bad('The document must not have a document type declaration.');
  if (xml.includes('<![CDATA[')) throw bad('The document must not have CDATA sections.');
  const encoding = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1] ?? 'utf-8';
  if (!/^(utf-8|us-ascii)$/i.test(encoding)) throw bad('The document must be encoded as UTF-8.');
  if (NO_XML_CHARACTER.test(xml)) throw bad('The document holds a character that XML does not have.');
}

function parsed(xml: string): Readonly<Record<string, unknown>> {
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw bad(`The document is not well-formed at line ${valid.err.line}.`);
  try {
    return parser.parse(xml) as Readonly<Record<string, unknown>>;
  } catch {
    // Names that are dangerous in JavaScript, and nesting past the limit.
    throw bad('The document holds elements that a CorsWhitelistOrigin document does not have.');
  }
}

function elementsOf(list: unknown): readonly unknown[] {
  if (typeof list === 'string' && isBlank(list)) return [];
  if (isElement(list)) {
    const { [ELEMENT]: elements = [], [TEXT]: text = '', ...others } = list;
    if (Array.isArray(elements) && isBlank(text) && Object.keys(others).length === 0) return elements;
  }
  throw bad(`${LIST_ELEMENT} holds nothing but ${ELEMENT} elements.`);
}

function lineOf(element: unknown): unknown {
  if (!isElement(element)) return isBlank(element) ? {} : { '<text>': true };
  const { urlPattern, developerName, fullName, [TEXT]: text = '', ...others } = element;
  const name = developerName ?? fullName;
  const strange = [...Object.keys(others).map((tag) => `<${tag}>`), ...(isBlank(text) ? [] : ['<text>'])];
  return {
    ...(urlPattern === undefined ? {} : { pattern: decoded(urlPattern) }),
    ...(name === undefined ? {} : { name: decoded(name) }),
    ...Object.fromEntries(strange.map((field) => [field, true])),
  };
}

/** The characters that XML has a name for itself, and numbered ones; nothing can declare others. */
function decoded(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  return text.replace(/&([^;&]*);?/g, (reference, name: string) => {
    const character = reference.endsWith(';') ? characterOf(name) : undefined;
    if (character === undefined)
      throw bad('The document has an entity reference that XML itself does not know.');
    return character;
  });
}

/** @see https://www.w3.org/TR/xml/#sec-predefined-ent */
function characterOf(name: string): string | undefined {
  if (Object.hasOwn(PREDEFINED, name)) return PREDEFINED[name];
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (digits === null) return undefined;
  const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (point > 0x10_ff_ff) return undefined;
  const character = String.fromCodePoint(point);
  return NO_XML_CHARACTER.test(character) ? undefined : character;
}

function isElement(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlank(text: unknown): boolean {
  return typeof text === 'string' && text.trim() === '';
}

function bad(detail: string): AdminProblem {
  return new AdminProblem('bad_xml', { detail });
}
