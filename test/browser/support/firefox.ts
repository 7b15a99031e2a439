import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ExtensionControl, type Told } from './extension-control';
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

/** A Firefox of its own, with one extension that fetches for the test. */
export class Firefox {
  private constructor(
    private readonly process: ChildProcess,
    private readonly marionette: Marionette,
    private readonly control: ExtensionControl,
    private readonly folders: readonly string[],
  ) {}

  /** Starts the browser and installs an extension that may call these hosts, as `http://127.0.0.1/*`. */
  static async withExtension(hosts: readonly string[]): Promise<Firefox> {
    const executable = process.env['FIREFOX_PATH'] ?? DEBIAN_FIREFOX;
    if (!existsSync(executable)) {
      throw new Error(
        `no Firefox at ${executable}: install Debian's package firefox-esr, or set FIREFOX_PATH`,
      );
    }
    const profile = mkdtempSync(join(tmpdir(), 'firefox-profile-'));
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join(''));
    const browser = spawn(executable, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
      env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1', HOME: profile },
      stdio: 'ignore',
    });
    const control = await ExtensionControl.start();
    const extension = control.writeExtension(hosts);
    const marionette = await Marionette.connect(await portOf(profile, browser));
    await marionette.call('Addon:Install', { path: extension, temporary: true });
    return new Firefox(browser, marionette, control, [profile, extension]);
  }

  /** Fetches from the extension's background page. */
  fetch(url: string, init: object = {}): Promise<Told> {
    return this.control.ask({ url, init });
  }

  async close(): Promise<void> {
    const closed = once(this.process, 'close');
    this.marionette.close();
    this.process.kill();
    await closed;
    await this.control.close();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
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
