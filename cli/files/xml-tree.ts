/** An element: its name without a prefix, its text, and the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/** Metadata is four elements deep. */
const MAX_DEPTH = 16;
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TAG = /^<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;

/** A document that this reader does not take; the message is a sentence. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

/**
 * Reads a document of elements and text, as metadata has it. It knows no document types, no CDATA and no entities but those
 * of XML itself, so that no document can grow or reach for another one.
 *
 * @throws XmlFault
 * @see https://www.w3.org/TR/xml/
 */
export function xmlTree(source: string): XmlElement {
  const text = source.replace(/^\ufeff/, '');
  const open: OpenElement[] = [{ name: '', text: '', children: [] }];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    const top = open.at(-1);
    if (top !== undefined) top.text += decoded(text.slice(at, end));
    if (next < 0) break;
    at = afterMarkup(text, next, open);
  }
  const [document, ...unclosed] = open;
  const [root, ...others] = document?.children ?? [];
  if (unclosed.length > 0) throw new XmlFault(`The element ${unclosed.at(-1)?.name ?? ''} does not end.`);
  if (root === undefined || others.length > 0 || document?.text.trim() !== '') {
    throw new XmlFault('A document has one element, and nothing beside it.');
  }
  return root;
}

/** Reads one tag, comment or instruction; gives the place after it. */
function afterMarkup(text: string, at: number, open: OpenElement[]): number {
  if (text.startsWith('<!--', at)) return afterClose(text, at, '-->');
  if (text.startsWith('<?', at)) return afterClose(text, at, '?>');
  const [tag, slash, qualified = '', , empty] = TAG.exec(text.slice(at, at + 4096)) ?? [];
  if (tag === undefined) throw new XmlFault('The document has markup that metadata does not have.');
  const name = qualified.replace(/^.*:/, '');
  if (slash === '/') {
    const closed = open.pop();
    if (closed?.name !== name || open.length === 0)
      throw new XmlFault(`The element ${name} ends where it is not open.`);
    open.at(-1)?.children.push(closed);
  } else if (empty === '/') {
    open.at(-1)?.children.push({ name, text: '', children: [] });
  } else {
    if (open.length > MAX_DEPTH) throw new XmlFault('The document is nested too deeply.');
    open.push({ name, text: '', children: [] });
  }
  return at + tag.length;
}

function afterClose(text: string, at: number, close: string): number {
  const end = text.indexOf(close, at);
  if (end < 0) throw new XmlFault('A comment or an instruction does not end.');
  return end + close.length;
}

function decoded(text: string): string {
  return text.replace(/&([^;&]*);?/g, (reference, name: string) => {
    const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = Number(digits?.[1] === undefined ? digits?.[2] : `0x${digits[1]}`);
    if (reference.endsWith(';') && Object.hasOwn(PREDEFINED, name)) return PREDEFINED[name] ?? '';
    if (reference.endsWith(';') && digits !== null && point <= 0x10_ff_ff) return String.fromCodePoint(point);
    throw new XmlFault('The document has an entity that XML itself does not know.');
  });
}
