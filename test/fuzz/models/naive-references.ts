/** The reference of a `Refresh`, step by step. @see https://html.spec.whatwg.org/#shared-declarative-refresh-steps */
export function refreshTarget(value: string): readonly string[] {
  let at = 0;
  const skip = (characters: string): number => {
    const start = at;
    while (at < value.length && characters.includes(value[at] ?? '')) at += 1;
    return at - start;
  };
  const blanks = '\t\n\f\r ';
  skip(blanks);
  if (skip('0123456789') === 0 && value[at] !== '.') return [];
  skip('0123456789.');
  if (at >= value.length || !`${blanks};,`.includes(value[at] ?? '')) return [];
  skip(blanks);
  if (';,'.includes(value[at] ?? ' ')) at += 1;
  skip(blanks);
  if (at >= value.length) return [];
  const rest = value.slice(at);
  if (value.slice(at, at + 3).toLowerCase() === 'url') {
    at += 3;
    skip(blanks);
    if (value[at] !== '=') return [rest];
    at += 1;
    skip(blanks);
  }
  const quote = value[at] ?? '';
  if (quote !== '"' && quote !== "'") return [value.slice(at)].filter((reference) => reference !== '');
  const quoted = value.slice(at + 1);
  const end = quoted.indexOf(quote);
  return [end < 0 ? quoted : quoted.slice(0, end)].filter((reference) => reference !== '');
}

/** The targets of a `Link`: between angle brackets, outside of quotes. @see https://www.rfc-editor.org/rfc/rfc8288#section-3 */
export function linkTargets(value: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '"') {
      for (at += 1; at < value.length && value[at] !== '"'; at++) if (value[at] === '\\') at += 1;
    } else if (value[at] === '<') {
      const end = value.indexOf('>', at);
      if (end < 0) return found;
      found.push(value.slice(at + 1, end));
      at = end;
    }
  }
  return found;
}
