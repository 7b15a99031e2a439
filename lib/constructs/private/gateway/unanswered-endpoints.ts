import type { Construct } from 'constructs';
import { meet } from '../../../core';
import { warn } from '../synth/warning';
import type { GatewayPlan } from './gateway-plan';

/** Warns of endpoints that let origins in and have nothing behind them: their requests would be judged, and answered with 404. */
export function warnOfUnanswered(scope: Construct, { props, routes, backends }: GatewayPlan): void {
  if (backends.some(({ prop }) => prop === 'defaultBackend')) return;
  const answering = routes.filter(({ path }) => path !== '/');
  const own = props.endpoints?._document.rules ?? [];
  const unanswered = own
    .filter(({ access }) => access !== 'closed')
    .filter((rule) => !answering.some((route) => meet(rule, route)));
  for (const { path } of unanswered) {
    warn(
      scope,
      `unansweredEndpoint:${path}`,
      `no backend answers the endpoint ${JSON.stringify(path)}, so its requests get 404: add ${JSON.stringify(path)} to backends, ` +
        'set defaultBackend, or take the endpoint out',
    );
  }
}
