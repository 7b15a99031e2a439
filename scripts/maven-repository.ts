import { join, resolve } from 'node:path';

/** Where Maven keeps what the build fetches and the jar that it makes: not in the home of whoever runs the build. */
const REPOSITORY = join(resolve(__dirname, '..'), 'node_modules/.cache/maven');

/** The environment of a process that may start Maven. */
export function mavenEnvironment(): NodeJS.ProcessEnv {
  const options = [process.env['MAVEN_OPTS'], `-Dmaven.repo.local=${REPOSITORY}`];
  return { ...process.env, MAVEN_OPTS: options.filter(Boolean).join(' ') };
}
