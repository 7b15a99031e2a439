import { rmSync } from 'node:fs';
import { ExtensionControl, type Told } from './extension-control';
import { FirefoxProcess } from './firefox-process';

/** A Firefox of its own, with one extension that fetches for the test. */
export class Firefox {
  private constructor(
    private readonly browser: FirefoxProcess,
    private readonly control: ExtensionControl,
    private readonly extension: string,
  ) {}

  /** Starts the browser and installs an extension that may call these hosts, as `http://127.0.0.1/*`. */
  static async withExtension(hosts: readonly string[]): Promise<Firefox> {
    const browser = await FirefoxProcess.start();
    const control = await ExtensionControl.start();
    const extension = control.writeExtension(hosts);
    await browser.marionette.call('Addon:Install', { path: extension, temporary: true });
    return new Firefox(browser, control, extension);
  }

  /** Fetches from the extension's background page. */
  fetch(url: string, init: object = {}): Promise<Told> {
    return this.control.ask({ url, init });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.control.close();
    rmSync(this.extension, { recursive: true, force: true });
  }
}
