import type { AllowlistLookup } from '../lambda/shared/verdict/judge-call';

/** The judging that a test has put in the place of table and environment. */
export interface TestSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly allowlist: AllowlistLookup;
}

/** A symbol of the process: `runtime` and `runtime/testing` are two bundles, and a module may be loaded twice. */
const KEY = Symbol.for('apigateway-cors-allowlist/runtime/testing');

const holder = globalThis as unknown as Record<symbol, TestSettings | undefined>;

/** The test's settings, if any. In Lambda there are none: nothing but table and environment judges there. */
export function testSettings(): TestSettings | undefined {
  return isLambda() ? undefined : holder[KEY];
}

/** @throws Error in a Lambda function */
export function setTestSettings(settings: TestSettings | undefined): void {
  if (isLambda()) {
    throw new Error(
      'apigateway-cors-allowlist/runtime/testing is for tests: a Lambda function must not import it',
    );
  }
  holder[KEY] = settings;
}

/** Only a Lambda runtime sets the variable; tests set others of its variables themselves. */
function isLambda(): boolean {
  return process.env['AWS_LAMBDA_RUNTIME_API'] !== undefined;
}
