/** The runbook of this package. */
const RUNBOOK_URL =
  'https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/runbook.md';

/** The anchor of the section of an alarm, as GitHub makes it from the heading. */
export function runbookAnchor(name: string): string {
  return `alarm-${name.toLowerCase()}`;
}

/** The description of an alarm: a sentence, and where to read on. */
export function alarmDescription(sentence: string, name: string, runbookUrl = RUNBOOK_URL): string {
  return `${sentence} See ${runbookUrl}#${runbookAnchor(name)}`;
}
