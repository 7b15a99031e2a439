import { dirname, join } from 'node:path/posix';

/** Links of a Markdown file to other files of its package that are not among `files`. Anchors are not followed. */
export function brokenLinks(path: string, markdown: string, files: readonly string[]): string[] {
  const links = [...markdown.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)\s]*)?\)/g)].map(
    ([, link = '']) => link,
  );
  return links.filter((link) => {
    const target = join(dirname(path), link).replace(/\/$/, '');
    return !files.some((file) => file === target || file.startsWith(`${target}/`));
  });
}
