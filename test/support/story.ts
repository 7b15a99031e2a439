import type { Stack, StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { join } from 'node:path';

/** A stack of an example, with the props that it names. */
export type StoryStack = new (
  scope: Construct,
  id: string,
  props?: StackProps & Record<string, unknown>,
) => Stack;

const EXAMPLES = join(__dirname, '..', '..', 'examples');

/**
 * A stack of an example. Loaded by its name, because examples are compiled as apps of users are, less strictly than this.
 *
 * @param name folder and class: `protect-rest-api/ProtectRestApi`
 */
export function storyStack(name: string): StoryStack {
  const [folder = '', className = ''] = name.split('/');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known by its name alone
  const found = (require(join(EXAMPLES, folder, 'app.ts')) as Record<string, unknown>)[className];
  if (typeof found !== 'function') throw new Error(`examples/${folder}/app.ts has no ${className}`);
  return found as StoryStack;
}
