import type { Capability } from '../../conformance/target';

/** Where the suites deploy to. */
export type DeployTarget = 'emulator' | 'aws';

/** The target of this run, which the command line chose. */
export const DEPLOY_TARGET: DeployTarget = process.env['CORS_DEPLOY_TARGET'] === 'aws' ? 'aws' : 'emulator';

/**
 * The capabilities of each target. The emulator tells functions no `requestContext.domainName`, so that every host is of the
 * default kind; it leaves `$context.authorizer.*` in gateway responses as it stands, decodes paths and joins repeated
 * headers. In an account a site host needs a domain and its certificate, which this suite does not make.
 */
const CAPABILITIES: Readonly<Record<DeployTarget, readonly Capability[]>> = {
  emulator: ['own-list'],
  aws: [
    'authorizer-context-in-gateway-responses',
    'raw-paths',
    'repeated-headers',
    'header-remaps',
    'unknown-routes',
    'own-list',
  ],
};

export const DEPLOY_CAPABILITIES: ReadonlySet<Capability> = new Set(CAPABILITIES[DEPLOY_TARGET]);

/** Set for the whole run by the global setup: the URL of the emulator; undefined in an account. */
export function emulatorUrl(): string | undefined {
  return DEPLOY_TARGET === 'emulator' ? process.env['AWS_ENDPOINT_URL'] : undefined;
}
