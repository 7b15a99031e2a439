/** The content codings in which the console answers, the best first. */
export const CODINGS = ['br', 'gzip', 'identity'] as const;

/** A content coding. */
export type Coding = (typeof CODINGS)[number];

/**
 * The best coding that an `Accept-Encoding` admits. A client that admits none gets the plain form, which every client reads.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function bestCoding(acceptEncoding: string | undefined): Coding {
  const weights = new Map((acceptEncoding ?? '').split(',').map(weightOf));
  const admits = (coding: Coding): boolean => (weights.get(coding) ?? weights.get('*') ?? 0) > 0;
  return CODINGS.find(admits) ?? 'identity';
}

function weightOf(element: string): [string, number] {
  const [name = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [name, quality === undefined ? 1 : Number(quality.slice(2))];
}
