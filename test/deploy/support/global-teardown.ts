import { running } from './global-setup';

/** Ends what the setup started. */
export default async function tearDown(): Promise<void> {
  await running.corsEmulator?.stop();
}
