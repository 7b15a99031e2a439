import { publicLocation } from './location';
import type { Passage } from './passage';

/*
 * Headers that hold a reference among other things. Everything but the reference stays byte for byte.
 */

/** `Refresh`: seconds, and where to go. @see https://html.spec.whatwg.org/#shared-declarative-refresh-steps */
export function publicRefresh(value: string, passage: Passage): string {
  const found = /^(\s*[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?)(["']?)(.*)$/is.exec(value);
  if (found === null) return value;
  const [, before = '', quote = '', rest = ''] = found;
  const end = quote === '' ? -1 : rest.indexOf(quote);
  const reference = end < 0 ? rest : rest.slice(0, end);
  if (reference.trim() === '') return value;
  return `${before}${quote}${publicLocation(reference, passage)}${rest.slice(reference.length)}`;
}

/** `Link`: the targets and the anchors. A quote or bracket without its end is never searched twice. @see https://www.rfc-editor.org/rfc/rfc8288#section-3 */
export function publicLinks(value: string, passage: Passage): string {
  return value.replace(
    /(\banchor\s*=\s*")((?:[^"\\]|\\.)*)"|"(?:[^"\\]|\\.)*(?:"|$)|<([^>]*)(?:>|$)/gis,
    (text, anchor?: string, context?: string, target?: string) => {
      if (target !== undefined) return text.endsWith('>') ? `<${publicLocation(target, passage)}>` : text;
      return anchor === undefined ? text : `${anchor}${publicLocation(context ?? '', passage)}"`;
    },
  );
}

/** Every quoted text that is a reference, as in `Reporting-Endpoints`. @see https://www.w3.org/TR/reporting-1/#header */
export function publicQuoted(value: string, passage: Passage): string {
  return value.replace(/"([^"]*)"/g, (_, reference: string) => `"${publicLocation(reference, passage)}"`);
}

/**
 * The parameters of `WWW-Authenticate` that name places. `realm` stays: digests are made with it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1
 */
export function publicParameters(value: string, passage: Passage): string {
  return value.replace(
    /(\b(?:as_uri|authorization_uri|error_uri|resource_metadata)\s*=\s*")([^"]*)"/gi,
    (_, before: string, reference: string) => `${before}${publicLocation(reference, passage)}"`,
  );
}
