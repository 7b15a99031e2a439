/** The line that tells programs that everything listens: JSON in ASCII, because options are in it. */
export function readyLine(addresses: object): string {
  const json = JSON.stringify(addresses).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `ready ${json}`;
}
