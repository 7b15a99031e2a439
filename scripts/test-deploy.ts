import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

/** `npm run test:deploy -- [--target emulator|aws] [options of jest]`; without a target, the emulator. */
const TARGETS = ['emulator', 'aws'];

const { target, rest } = readTarget(process.argv.slice(2));
if (!TARGETS.includes(target)) {
  console.error(`--target ${target}: expected one of ${TARGETS.join(', ')}`);
  process.exit(2);
}
const jest = spawn(
  process.execPath,
  [createRequire(__filename).resolve('jest/bin/jest'), '--config', 'jest.deploy.config.mjs', ...rest],
  { stdio: 'inherit', env: { ...process.env, CORS_DEPLOY_TARGET: target } },
);
// A signal that reaches only this process must not leave an emulator behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

function readTarget(args: readonly string[]): { readonly target: string; readonly rest: readonly string[] } {
  const at = args.findIndex((arg) => arg === '--target' || arg.startsWith('--target='));
  if (at === -1) return { target: 'emulator', rest: args };
  const joined = args[at]?.slice('--target='.length);
  const width = args[at] === '--target' ? 2 : 1;
  const target = (width === 2 ? args[at + 1] : joined) ?? '';
  return { target, rest: args.toSpliced(at, width) };
}
