import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE } from '../../../lib/contract';
import { writeLine } from './write-line';

/** Where Powertools writes; it formats its lines itself. */
const LINES = {
  trace: writeLine,
  debug: writeLine,
  log: writeLine,
  info: writeLine,
  warn: writeLine,
  error: writeLine,
};

/*
 * Powertools makes a `Console` over `process.stdout` in its constructors, which costs a quarter of an empty function's
 * start (ADR 9), and has no option against it. So the method that makes it is overridden; it is private in the
 * declarations, hence the detour. Should it get another name, all still works, a few milliseconds later.
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

/** Powertools' logger: one JSON line an entry. */
export function createLogger(serviceName: string): Logger {
  return new LineLogger({ serviceName });
}

/** Powertools' metrics in the embedded metric format; `service` is a dimension of each. */
export function createMetrics(serviceName: string): Metrics {
  return new LineMetrics({ namespace: METRIC_NAMESPACE, serviceName });
}
