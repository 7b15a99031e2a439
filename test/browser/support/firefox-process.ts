import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Marionette } from './marionette';

const DEBIAN_FIREFOX = '/usr/bin/firefox-esr';
const START_MILLIS = 60_000;

/** Preferences with which Firefox asks nobody anything and calls nobody at start. */
const PREFERENCES: Readonly<Record<string, unknown>> = {
  'marionette.port': 0,
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** How a Firefox starts. */
export interface FirefoxOptions {
  /** Further preferences. */
  readonly preferences?: Readonly<Record<string, unknown>>;
  /** Capabilities of the session. @see https://www.w3.org/TR/webdriver/#capabilities */
  readonly capabilities?: object;
}

/** A Firefox with a profile of its own, and the line by which it is driven. */
export class FirefoxProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly marionette: Marionette,
    private readonly profile: string,
  ) {}

  /** @throws Error where it is not installed, or does not start */
  static async start({ preferences = {}, capabilities = {} }: FirefoxOptions = {}): Promise<FirefoxProcess> {
    const executable = process.env['FIREFOX_PATH'] ?? DEBIAN_FIREFOX;
    if (!existsSync(executable)) {
      throw new Error(
        `no Firefox at ${executable}: install Debian's package firefox-esr, or set FIREFOX_PATH`,
      );
    }
    const profile = mkdtempSync(join(tmpdir(), 'firefox-profile-'));
    const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join(''));
    const browser = spawn(executable, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
      env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1', HOME: profile },
      stdio: 'ignore',
    });
    const marionette = await Marionette.connect(await portOf(profile, browser), capabilities);
    return new FirefoxProcess(browser, marionette, profile);
  }

  async close(): Promise<void> {
    const closed = once(this.process, 'close');
    this.marionette.close();
    this.process.kill();
    await closed;
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** Firefox chooses a port that is free and writes it into the profile. */
async function portOf(profile: string, browser: ChildProcess): Promise<number> {
  const file = join(profile, 'MarionetteActivePort');
  for (let waited = 0; waited < START_MILLIS; waited += 100) {
    if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
    if (browser.exitCode !== null) break;
    await pause(100);
  }
  throw new Error('Firefox did not start');
}
