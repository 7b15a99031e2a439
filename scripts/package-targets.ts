import { spawnSync } from 'node:child_process';

/** A language for which the package is built. */
export interface BuiltTarget {
  /** Name of the target in jsii, and of its folder below `dist/`. */
  readonly name: string;
  readonly artifact: string;
  /** Commands that end with 0 where the machine has what the build needs, by what they ask for. */
  readonly needs: Readonly<Record<string, readonly [command: string, ...args: string[]]>>;
}

/** A language for which code is generated and not compiled. */
export interface GeneratedTarget {
  readonly name: string;
  readonly language: string;
  readonly why: string;
}

export const builtTargets: readonly BuiltTarget[] = [
  { name: 'js', artifact: 'npm tarball', needs: {} },
  {
    name: 'python',
    artifact: 'Python wheel',
    needs: { 'Python 3 with venv': ['python3', '-c', 'import ensurepip, venv'] },
  },
  {
    name: 'java',
    artifact: 'Java jar',
    needs: {
      'a JDK, version 17 or later': ['javac', '--release', '17', '-version'],
      Maven: ['mvn', '--version'],
    },
  },
];

export const generatedTargets: readonly GeneratedTarget[] = [
  {
    name: 'go',
    language: 'Go',
    why: 'it requires the module cloud-assembly-schema-go v54.26.0, which the public module proxy does not have',
  },
  { name: 'dotnet', language: '.NET', why: 'the build does without the .NET SDK' },
];

/** The tools that the machine lacks for a target. */
export function missingFor({ needs }: BuiltTarget): string[] {
  return Object.entries(needs)
    .filter(([, [command, ...args]]) => spawnSync(command, args, { stdio: 'ignore' }).status !== 0)
    .map(([what]) => what);
}
