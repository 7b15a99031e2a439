import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { artifact } from './support/artifacts';
import { run, type Surroundings } from './support/command';
import { itIsTheSameApp } from './support/same-app';

const example = resolve(__dirname, '../../examples/python');

describe('examples/python, with the wheel in an environment of its own', () => {
  let venv = '';
  let app: Surroundings = { cwd: example };

  beforeAll(async () => {
    venv = mkdtempSync(join(tmpdir(), 'venv-'));
    const bin = join(venv, 'bin');
    const PATH = [bin, process.env.PATH].join(delimiter);
    app = { cwd: example, env: { ...process.env, PATH, VIRTUAL_ENV: venv, PYTHONDONTWRITEBYTECODE: '1' } };
    await run(app, 'python3', '-m', 'venv', venv);
    const wheel = artifact('python', '.whl');
    await run(app, join(bin, 'pip'), 'install', '--quiet', wheel, '-r', 'requirements.txt');
  });

  afterAll(() => {
    rmSync(venv, { recursive: true, force: true });
  });

  itIsTheSameApp(() => app);
});
