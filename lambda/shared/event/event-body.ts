/** A request body as events carry it; see `bodyBytes`. */
export interface EventBody {
  readonly data: string;
  readonly base64: boolean;
}

/** The bytes of a body. */
export function bodyBytes(body: EventBody): Buffer {
  return Buffer.from(body.data, body.base64 ? 'base64' : 'utf8');
}

/** The first bytes of a body. Only as much of it is decoded, so a large body costs no more than a small one. */
export function bodyStart(
  { data, base64 }: EventBody,
  length: number,
): { readonly bytes: Buffer; readonly isWhole: boolean } {
  // A character is at least one byte, and four digits of base64 are three bytes.
  const head = data.slice(0, base64 ? Math.ceil((length + 1) / 3) * 4 : length + 1);
  const bytes = bodyBytes({ data: head, base64 });
  return {
    bytes: bytes.subarray(0, length),
    isWhole: head.length === data.length && bytes.length <= length,
  };
}
