import { spawnSync } from 'node:child_process';
import { AREAS } from '../test/mutation/areas.mjs';

/* Mutation runs, area by area: `mutation.ts [AREA...] [-- STRYKER-ARGUMENT...]`. Each area has a result of its own. */

const [names, passed] = splitAt(process.argv.slice(2), '--');
const all = Object.keys(AREAS);
const wanted = names.length === 0 ? all : names;
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`there is no area ${unknown.join(', ')}: must be of ${all.join(', ')}`);
  process.exitCode = 2;
} else {
  const failed = wanted.filter((name) => {
    console.log(`\n== ${name}`);
    // The runner of our own is TypeScript.
    const env = { ...process.env, MUTATION_AREA: name, NODE_OPTIONS: '--import tsx' };
    return spawnSync('stryker', ['run', ...passed], { env, stdio: 'inherit' }).status !== 0;
  });
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function splitAt(list: readonly string[], mark: string): readonly [readonly string[], readonly string[]] {
  const at = list.indexOf(mark);
  return at < 0 ? [list, []] : [list.slice(0, at), list.slice(at + 1)];
}
