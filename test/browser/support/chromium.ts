import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/**
 * Starts Chromium; every `*.example` name leads to the pages, so that they have real https origins on this machine.
 *
 * @param rules further rules of `--host-resolver-rules`
 */
export async function launchChromium(pagesPort: number, rules: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? DEBIAN_CHROMIUM;
  if (!existsSync(executablePath)) {
    throw new Error(
      `no Chromium at ${executablePath}: install Debian's package chromium, or set CHROMIUM_PATH`,
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      // The sandbox of Chromium wants rights that containers and root do not give.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${[...rules, `MAP *.example:443 127.0.0.1:${String(pagesPort)}`].join(',')}`,
    ],
  });
}
