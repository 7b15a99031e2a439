import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { mavenEnvironment } from '../../../../scripts/maven-repository';
import { run } from '../command';
import { throughRuntimeApi } from './runtime-api';

const EXAMPLES = resolve(__dirname, '../../../../examples/backends');

/** A backend of an example, which answers events. */
export type Program = (events: readonly unknown[]) => Promise<unknown[]>;

/** The backends by language, each built in a folder of its own. */
export const PROGRAMS: Readonly<Record<string, (folder: string) => Promise<Program>>> = { python, java, go };

function python(folder: string): Promise<Program> {
  const env = { ...process.env, PYTHONPATH: copied('python', folder), PYTHONDONTWRITEBYTECODE: '1' };
  const invoke = join(__dirname, 'invoke.py');
  return Promise.resolve((events) => Promise.resolve(answersOf('python3', [invoke], events, env)));
}

async function java(folder: string): Promise<Program> {
  const cwd = copied('java', folder);
  const list = join(cwd, 'classpath.txt');
  const goals = ['compile', 'dependency:build-classpath', `-Dmdep.outputFile=${list}`];
  await run({ cwd, env: mavenEnvironment() }, 'mvn', '-q', '-B', ...goals);
  const classpath = [join(cwd, 'target/classes'), readFileSync(list, 'utf8')].join(delimiter);
  const invoke = join(__dirname, 'Invoke.java');
  return (events) => Promise.resolve(answersOf('java', ['-cp', classpath, invoke], events, process.env));
}

async function go(folder: string): Promise<Program> {
  const cwd = copied('go', folder);
  await run({ cwd }, 'go', 'build', '-o', 'orders', '.');
  return (events) => throughRuntimeApi(join(cwd, 'orders'), events);
}

/** A copy, so that nothing is built in the repository. */
function copied(language: string, folder: string): string {
  const copy = join(folder, language);
  cpSync(join(EXAMPLES, language), copy, { recursive: true });
  return copy;
}

function answersOf(
  command: string,
  args: readonly string[],
  events: readonly unknown[],
  env: NodeJS.ProcessEnv,
): unknown[] {
  const { stdout, stderr, status } = spawnSync(command, args, {
    input: JSON.stringify(events),
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return JSON.parse(stdout) as unknown[];
}
