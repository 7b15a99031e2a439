import { Duration, Stack } from 'aws-cdk-lib';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HandlerFunction } from '../../lib/constructs/private/functions/handler-function';
import { scratchApp } from './support/scratch-app';

const lib = resolve(__dirname, '../../lib');

test('a bundle that is not built says how to build it', () => {
  const props = { bundle: 'nothing', description: '', timeout: Duration.seconds(1), memorySize: 128 };
  expect(() => new HandlerFunction(new Stack(scratchApp(), 'Example'), 'Function', props)).toThrow(
    /^Example\/Function cannot be synthesized:\n {2}- bundle is "assets\/nothing\/index.js": .+ \(fix: .+npm run build:assets.*\)$/,
  );
});

test('nothing else takes code from a folder', () => {
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const callers = sources.filter((name) => /Code\.from|Asset\(/.test(readFileSync(join(lib, name), 'utf8')));
  expect(callers).toEqual([join('constructs', 'private', 'functions', 'handler-function.ts')]);
});
