import { resolve } from 'node:path';
import { mavenEnvironment } from '../../scripts/maven-repository';
import { artifact } from './support/artifacts';
import { run, type Surroundings } from './support/command';
import { itIsTheSameApp } from './support/same-app';

const app: Surroundings = { cwd: resolve(__dirname, '../../examples/java'), env: mavenEnvironment() };

describe("examples/java, with the jar in the build's own Maven repository", () => {
  beforeAll(async () => {
    const pom = artifact('java', '.pom');
    const file = pom.replace(/\.pom$/, '.jar');
    await run(app, 'mvn', '-q', '-B', 'install:install-file', `-Dfile=${file}`, `-DpomFile=${pom}`);
  });

  itIsTheSameApp(() => app);
});
