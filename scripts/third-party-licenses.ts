import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Folder of the package that a source file belongs to, or nothing for a file of our own. */
function packageFolder(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function licenseText(folder: string): string {
  const name = readdirSync(folder).find((file) => /^licen[cs]e(\.|$)/i.test(file));
  return name === undefined ? '' : readFileSync(join(folder, name), 'utf8').trim();
}

/** Notices that the licence asks to pass on, and those of what the package itself has taken in. */
function furtherNotices(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => /^(notice|third-party-licenses)(\.|$)/i.test(file));
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/**
 * The notices that the licences of bundled packages ask for, one section a licence text, so that a text shared by forty
 * packages stands once. A package without a text is named with the licence that its manifest states.
 *
 * @param inputs - source files of all bundles, relative to `root`
 */
export function thirdPartyLicenses(root: string, inputs: Iterable<string>): string {
  const folders = new Set<string>();
  for (const input of inputs) {
    const folder = packageFolder(input);
    if (folder !== undefined && existsSync(join(root, folder, 'package.json'))) folders.add(folder);
  }
  const sections = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = readManifest(join(root, folder));
    if (license === undefined) throw new Error(`${name} is bundled and states no licence`);
    const text = licenseText(join(root, folder)) || license;
    sections.set(text, [...(sections.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  for (const folder of [...folders].sort()) {
    const { name, version } = readManifest(join(root, folder));
    for (const text of furtherNotices(join(root, folder))) {
      sections.set(text, [...(sections.get(text) ?? []), `Notices of ${name} ${version}`]);
    }
  }
  const rule = '-'.repeat(80);
  return [...sections].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${rule}\n\n`);
}
