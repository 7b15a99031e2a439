import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE } from '../../../lib/contract';
import { writeLine } from './write-line';

/** The console that Powertools writes to. It formats its lines itself. */
const LINES = {
  trace: writeLine,
  debug: writeLine,
  log: writeLine,
  info: writeLine,
  warn: writeLine,
  error: writeLine,
};

/*
 * The constructors of Powertools make a `Console` over `process.stdout`. That costs a quarter of the start of an empty
 * function (ADR 9), and no option turns it off. So we override the method that makes it. The declarations say that it is
 * private, which is why it is defined on the prototype. If Powertools renames it, all still works, some milliseconds later.
 */
const setConsole = {
  value(this: object): void {
    Object.assign(this, { console: LINES });
  },
};

class LineLogger extends Logger {}
Object.defineProperty(LineLogger.prototype, 'setConsole', setConsole);

class LineMetrics extends Metrics {}
Object.defineProperty(LineMetrics.prototype, 'setConsole', setConsole);

/** Powertools' logger: one JSON line for each entry. */
export function createLogger(serviceName: string): Logger {
  return new LineLogger({ serviceName });
}

/** Powertools' metrics in the embedded metric format; `service` is a dimension of each. */
export function createMetrics(serviceName: string): Metrics {
  return new LineMetrics({ namespace: METRIC_NAMESPACE, serviceName });
}
