import { CONSOLE_CONFIG, type ConsoleConfig } from '../../../lib/contract';

export type { ConsoleConfig };

/** What the function that serves the console tells the page. */
export function readConsoleConfig(environment: NodeJS.ProcessEnv = process.env): ConsoleConfig {
  return JSON.parse(environment[CONSOLE_CONFIG] ?? '{}') as ConsoleConfig;
}
