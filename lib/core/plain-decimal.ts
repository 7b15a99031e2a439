const PLAIN_DECIMAL = /^(?:0|[1-9][0-9]*)$/;

/** Whether the text is a number from 0 to `max` in decimal digits, without sign and leading zeros. */
export function isPlainDecimal(text: string, max: number): boolean {
  return PLAIN_DECIMAL.test(text) && Number(text) <= max;
}
