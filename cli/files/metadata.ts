import { xmlTree, XmlFault, type XmlElement } from './xml-tree';

/** The parts of a metadata document that count here. */
export interface Metadata {
  /** Lines as those of a JSON file that says the same. */
  readonly lines: readonly unknown[];
  /** Whether the document switches CORS for the OAuth endpoints on or off; undefined where it says nothing. */
  readonly oauth?: boolean;
}

/**
 * Reads metadata of Salesforce: one `CorsWhitelistOrigin`, several in one `CorsWhitelistOrigins`, or `SecuritySettings`.
 *
 * @param fileName the name of the file without its endings, which is the name of the origin where the document has none
 * @throws XmlFault
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_corswhitelistorigin.htm
 */
export function readMetadata(text: string, fileName?: string): Metadata {
  const root = xmlTree(text);
  if (root.name === 'CorsWhitelistOrigin') return { lines: [lineOf(root, fileName)] };
  if (root.name === 'CorsWhitelistOrigins') {
    const strange = root.children.find(({ name }) => name !== 'CorsWhitelistOrigin');
    if (strange !== undefined || root.text.trim() !== '') {
      throw new XmlFault('CorsWhitelistOrigins holds nothing but CorsWhitelistOrigin elements.');
    }
    return { lines: root.children.map((element) => lineOf(element)) };
  }
  if (root.name === 'SecuritySettings') return { lines: [], ...oauthOf(root) };
  throw new XmlFault(`${root.name} is neither CorsWhitelistOrigin nor SecuritySettings.`);
}

/** A line; an element that no origin has becomes a field that no line has, so that it is reported. */
function lineOf({ children, text }: XmlElement, fileName?: string): unknown {
  const found = new Map<string, string | true>();
  for (const child of children) {
    const isKnown = ['urlPattern', 'developerName', 'fullName', 'masterLabel'].includes(child.name);
    found.set(
      isKnown ? child.name : `<${child.name}>`,
      isKnown && child.children.length === 0 ? child.text : true,
    );
  }
  if (text.trim() !== '') found.set('<text>', true);
  const name = found.get('developerName') ?? found.get('fullName') ?? found.get('masterLabel') ?? fileName;
  const pattern = found.get('urlPattern');
  return {
    ...(pattern === undefined ? {} : { pattern }),
    ...(name === undefined ? {} : { name }),
    ...Object.fromEntries([...found].filter(([key]) => key.startsWith('<'))),
  };
}

/** @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_securitysettings.htm */
function oauthOf(root: XmlElement): { readonly oauth?: boolean } {
  const session = root.children.find(({ name }) => name === 'sessionSettings');
  const value = session?.children.find(({ name }) => name === 'enableOauthCorsPolicy')?.text.trim();
  return value === 'true' || value === 'false' ? { oauth: value === 'true' } : {};
}
