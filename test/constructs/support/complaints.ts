/** The form of every line of a synth error: the prop, its value, the rule, and how to mend it. */
const LINE = /^ {2}- \S.* is .+: .+ \(fix: .+\)$/;

/** The props that a synth error names, each with its value. The error must have the form that all of them have. */
export function complaints(act: () => unknown): string[] {
  let message = '';
  try {
    act();
  } catch (error) {
    message = (error as Error).message;
  }
  const [head, ...lines] = message.split('\n');
  expect(head).toMatch(/^\S+ cannot be synthesized:$/);
  for (const line of lines) expect(line).toMatch(LINE);
  return lines.map((line) => line.slice(4, line.indexOf(': ')));
}
