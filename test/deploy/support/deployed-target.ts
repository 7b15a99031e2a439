import type { Target } from '../../conformance/target';
import { sendSigned } from './aws-request';
import { deployExample, destroyExample, type ExampleChoice } from './cdk';
import { DEPLOY_CAPABILITIES, DEPLOY_TARGET, emulatorUrl } from './deploy-target';

const RUN = process.pid.toString(36) + Date.now().toString(36).slice(-5);

/** A stack name that no other run, and nobody else, has. */
export function ownStackName(role: string): string {
  return `CorsVerify${role}${RUN}`;
}

/** Where a stage or a Function URL answers: its own host in an account, a name below `localhost` in the emulator. */
export function reachable(url: string): string {
  const emulator = emulatorUrl();
  if (emulator === undefined) return url;
  const { hostname, pathname } = new URL(url);
  // A Function URL has its region in its name there too.
  const [label = '', service = '', region = ''] = hostname.split('.');
  const name = service === 'lambda-url' ? `${label}.${service}.${region}` : `${label}.execute-api`;
  return `http://${name}.localhost:${new URL(emulator).port}${pathname}`;
}

/** The gateway and the admin API of a deployed stack; closing it leaves the stack. */
export function targetOf(outputs: Readonly<Record<string, string>>): Target {
  const admin = reachable(outputs['AdminUrl'] ?? '');
  return {
    name: DEPLOY_TARGET,
    gateway: reachable(outputs['GatewayUrl'] ?? ''),
    site: undefined,
    // The default of cacheTtl, and the second that the specification adds to it.
    settleMillis: 11_000,
    capabilities: DEPLOY_CAPABILITIES,
    admin: ({ path, ...request }) =>
      sendSigned('execute-api', { ...request, url: `${admin}/cors/v1${path}` }),
    close: () => Promise.resolve(),
  };
}

/** Deploys the example app for one suite; closing it deletes the stack. What a failed deploy leaves is deleted as well. */
export async function startDeployedTarget(choice: ExampleChoice): Promise<Target> {
  const { outputs } = await deployExample(choice).catch(async (error: unknown) => {
    await destroyExample(choice).catch(() => undefined);
    throw error;
  });
  return {
    ...targetOf(outputs),
    close: async () => {
      await destroyExample(choice);
    },
  };
}
