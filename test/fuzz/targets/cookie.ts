import { publicCookie } from '../../../lambda/evaluator/upstream/set-cookie';
import { agree, bytes, must } from '../support/text';
import { passageOf } from '../support/passages';
import { inProportion } from '../support/work';

/** A `Set-Cookie` of an upstream; the number of "~" at its start says how the request had come. */
export function fuzz(data: Buffer): void {
  const [, choice = '', value = ''] = /^(~{0,3})(.*)$/s.exec(bytes(data)) ?? [];
  const passage = passageOf(choice);
  const given = inProportion(value.length, 100, () => publicCookie(value, passage));
  const [name, ...attributes] = value.split(';');
  const [givenName, ...givenAttributes] = given.split(';');
  agree([choice, value], givenName, name);
  // Whatever else a cookie says (HttpOnly, Secure, SameSite, ...) comes through, in its order.
  agree([choice, value], givenAttributes.filter(isKept), attributes.filter(isKept));
  const domains = givenAttributes.filter((attribute) => nameOf(attribute) === 'domain');
  const ofUpstream = domains.at(-1)?.split('=', 2)[1]?.trim().toLowerCase().replace(/^\./, '');
  must(ofUpstream !== 'internal.example.net', 'it stays a cookie of the upstream', [choice, value, given]);
}

function isKept(attribute: string): boolean {
  return !['path', 'domain'].includes(nameOf(attribute));
}

function nameOf(attribute: string): string {
  return (attribute.split('=', 1)[0] ?? '').trim().toLowerCase();
}
