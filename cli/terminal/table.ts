import { printable } from './printable';

const GAP = '  ';

/** Rows as aligned columns, with the names of the columns first. Texts of strangers are made printable. */
export function tableLines(
  columns: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => oneLine(cell ?? '')));
  const widths = columns.map((name, index) =>
    Math.max(lengthOf(name), ...cells.map((row) => lengthOf(row[index] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - lengthOf(cell))))
      .join(GAP)
      .trimEnd();
  return [columns, ...cells].map(line);
}

/** A text of a stranger as a part of one line. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
