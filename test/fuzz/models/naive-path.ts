/** Whether servers could read a path in more than one way, as the specification lists it. */
export function isNaivelyAmbiguous(path: string): boolean {
  if (!path.startsWith('/') || /[\\;?#]/.test(path) || hasControl(path)) return true;
  const segments = path.slice(1).split('/');
  if (segments.some((segment, index) => segment === '' && index < segments.length - 1)) return true;
  if (segments.some((segment) => segment === '.' || segment === '..')) return true;
  const escapes = path.match(/%.{0,2}/gs) ?? [];
  const decoded = decodedOnce(path);
  return (
    decoded === undefined ||
    hasControl(decoded) ||
    escapes.some((escape) =>
      /^[A-Za-z0-9\-._~/\\]$/.test(String.fromCharCode(Number.parseInt(escape.slice(1), 16))),
    )
  );
}

/** One text for all the spellings of a path that servers disagree about; see the specification, "Spellings". */
export function naiveFold(path: string): string {
  const plain = (decodedOnce(path) ?? path).normalize('NFKC').toLowerCase().replaceAll('+', ' ');
  const segments = plain.split('/').map((segment) => segment.replace(/[. ]+$/, ''));
  return segments.join('/').replace(/\/+$/, '');
}

function decodedOnce(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function hasControl(text: string): boolean {
  return [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0);
  });
}
