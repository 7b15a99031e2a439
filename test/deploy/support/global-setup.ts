import { cdk } from './cdk';
import { DEPLOY_TARGET } from './deploy-target';
import { startEmulator, type Emulator } from './emulator';

/** Jest loads setup and teardown apart, in one process: what one starts, the other finds here. */
export const running = globalThis as { corsEmulator?: Emulator };

/**
 * An emulator for the whole run, bootstrapped. In an account nothing is started and nothing is bootstrapped: whether it
 * is, and with what rights, is its owner's choice.
 */
export default async function setUp(): Promise<void> {
  if (DEPLOY_TARGET === 'aws') return;
  // A profile or an endpoint of the caller's must never be what an emulated deploy reaches.
  process.env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const emulator = await startEmulator();
  running.corsEmulator = emulator;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
  });
  const { code, output } = await cdk(['bootstrap', 'aws://000000000000/us-east-1']);
  if (code === 0) return;
  await emulator.stop();
  throw new Error(`cdk bootstrap ended with ${String(code)}:\n${output}`);
}
