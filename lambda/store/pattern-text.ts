/** Whether a text could stand in a pattern, which is printable ASCII: a cheap look at what is not parsed here. */
export function isPatternText(text: string): boolean {
  return /^[!-~]*$/.test(text);
}
