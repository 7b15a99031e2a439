import type { Answer } from './asked-lines';
import type { CodeBlock } from './markdown';

/** An answer as a page shows it: a status, some of the headers, and the body. */
export interface ShownAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** The answers that a page shows, in blocks of the language `http`. */
export function shownAnswers(blocks: readonly CodeBlock[]): readonly ShownAnswer[] {
  return blocks.filter(({ language }) => language === 'http').map(({ code }) => answerOf(code));
}

/** The parts of the shown answer that an answer lacks; ids of requests differ. */
export function lacking({ headers, body }: ShownAnswer, { output }: Answer): readonly string[] {
  const real = answerOf(output.replaceAll('\r', ''));
  const names = real.headers.map(lowerName);
  return [
    ...headers.filter((header) => !names.includes(lowerName(header))),
    ...(withoutId(body) === withoutId(real.body) ? [] : [body]),
  ];
}

function answerOf(text: string): ShownAnswer {
  const [head = '', ...rest] = text.trim().split('\n\n');
  const [status = '', ...headers] = head.split('\n');
  return { status: Number(status.split(' ')[1]), headers, body: rest.join('\n\n').trim() };
}

function lowerName(header: string): string {
  return header.replace(/^[^:]+/, (name) => name.toLowerCase());
}

function withoutId(body: string): string {
  return body.replace(/"requestId":"[^"]*"/, '"requestId":""');
}
