import type { AdminRequest } from './admin-event';

/** Where the documents' lines look for the admin API. */
export const LOCAL = 'http://localhost:8788';

/** The lines of all shell blocks of a Markdown page. */
export function shellLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)];
  return blocks.flatMap(([, block = '']) => block.trim().split('\n'));
}

/** Reads a `curl` line; the documents use no other options than these. */
export function requestOf(line: string): AdminRequest {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const after = (option: string): string[] =>
    words.flatMap((word, i) => (word === option ? [words[i + 1] ?? ''] : []));
  const url = new URL(words.find((word) => word.startsWith(LOCAL)) ?? '');
  const [body] = after('-d');
  return {
    method: after('-X')[0] ?? 'GET',
    path: url.pathname.replace('/cors/v1', ''),
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      after('-H').map((header) => header.split(/: (.*)/s).slice(0, 2) as [string, string]),
    ),
    ...(body === undefined ? {} : { body }),
  };
}
