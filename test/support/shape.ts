import type { App, Stack } from 'aws-cdk-lib';
import { join } from 'node:path';

const SHAPES = join(__dirname, '../../examples/shapes');

/**
 * Makes a stack in an app. Loaded by its name, because examples are compiled as apps of users are, less strictly than this.
 *
 * @param name file and function: `mixed-api/mixedApi`
 */
export function shape(name: string): (app: App) => Stack {
  const [file = '', functionName = ''] = name.split('/');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known by its name alone
  const found = (require(join(SHAPES, `${file}.ts`)) as Record<string, unknown>)[functionName];
  if (typeof found !== 'function') throw new Error(`examples/shapes/${file}.ts has no ${functionName}`);
  return found as (app: App) => Stack;
}
