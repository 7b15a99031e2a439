import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleOptions, leftOut } from '../scripts/bundle-options';
import { bundles } from '../scripts/bundles';
import { EVALUATOR } from './whole-process';

const ROOT = resolve(__dirname, '..');
const SHIPPED = dirname(EVALUATOR);

/** One passage of a file, from its first words up to its last, and the code in its place. */
interface Passage {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly instead: string;
}

/** Every place at which a seat of the evaluator asks for a check of tokens, as it would be if there were none. */
const PASSAGES: readonly Passage[] = [
  {
    file: 'lambda/evaluator/authorizer.ts',
    from: '  const { rule } = verdict;',
    to: '      return admitted(call, verdict, admission.caller, resource);\n  }\n',
    instead: "  return ownResult('Allow', resource, contextOf(call, verdict));\n",
  },
  {
    file: 'lambda/evaluator/responder.ts',
    from: '    const place = this.router.checkOf(',
    to: 'if (unadmitted !== undefined) return unadmitted;\n',
    instead: '',
  },
];

/** Modules of which nothing is left. */
const MODULES: Readonly<Record<string, string>> = {
  'lambda/shared/token/token-gate.ts': 'export class TokenGate {}',
  'lambda/shared/configuration/token-configuration.ts': `
    import { compilePolicy } from '../../../lib/core';
    import { readPolicyDocument } from './configuration';
    export function readPolicyAndTokens() {
      return { policy: compilePolicy(readPolicyDocument(), []) };
    }`,
};

/**
 * Builds the evaluator as it ships, but for the checks of tokens, next to its client of DynamoDB.
 *
 * @throws Error where the sources no longer have the passages that are left out
 */
export async function buildWithoutTokens(folder: string): Promise<string> {
  const bundle = bundles.find(({ out }) => out === 'evaluator/index');
  if (bundle === undefined) throw new Error('there is no bundle evaluator/index');
  const outfile = join(folder, 'index.js');
  const result = await build({
    ...bundleOptions,
    entryPoints: [bundle.entry],
    outfile,
    metafile: true,
    plugins: [leftOut(bundle), withoutTokens],
  });
  const inputs = Object.values(result.metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const left = inputs
    .filter(([input, { bytesInOutput }]) => bytesInOutput > 0 && isOfTokens(input))
    .map(([input]) => input);
  if (left.length > 0) throw new Error(`the evaluator still has ${left.join(', ')}`);
  copyFileSync(join(SHIPPED, 'dynamodb.js'), join(folder, 'dynamodb.js'));
  return outfile;
}

function isOfTokens(input: string): boolean {
  return input.startsWith('lambda/shared/token/') && MODULES[input] === undefined;
}

const withoutTokens: Plugin = {
  name: 'without-tokens',
  setup(builder) {
    builder.onLoad({ filter: /\/lambda\/.*\.ts$/ }, ({ path }) => {
      const name = path.slice(ROOT.length + 1);
      const module = MODULES[name];
      if (module !== undefined) return { contents: module, loader: 'ts' };
      const passage = PASSAGES.find(({ file }) => file === name);
      return passage === undefined
        ? undefined
        : { contents: without(readFileSync(path, 'utf8'), passage), loader: 'ts' };
    });
  },
};

function without(text: string, { file, from, to, instead }: Passage): string {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`${file} no longer has the passage that begins with ${from}`);
  return text.slice(0, start) + instead + text.slice(end + to.length);
}
