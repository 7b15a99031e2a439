import { CONSOLE_CONFIG, type ConsoleConfig } from '../../../lib/contract';

export type { ConsoleConfig };

/** The configuration that the function tells the page. */
export function readConsoleConfig(environment: NodeJS.ProcessEnv = process.env): ConsoleConfig {
  return JSON.parse(environment[CONSOLE_CONFIG] ?? '{}') as ConsoleConfig;
}
