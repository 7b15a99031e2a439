import type { Construct } from 'constructs';
import { warn } from '../synth/warning';
import type { AllowlistPlan } from './allowlist-plan';

/** Warns of initial origins that are aliases too: their pages would get no CORS headers, because they count as the API itself. */
export function warnOfListedAliases(scope: Construct, { policy, initial }: AllowlistPlan): void {
  const listed = new Set(initial.entries.map(({ pattern }) => pattern));
  for (const alias of policy.settings.sameOriginAliases.filter((one) => listed.has(one))) {
    warn(
      scope,
      `listedAlias:${alias}`,
      `sameOriginAliases and initialOrigins both name ${alias}: its requests count as same-origin and get no CORS headers. ` +
        `Take ${JSON.stringify(alias)} out of sameOriginAliases if it is a web site that calls the API, ` +
        'or out of initialOrigins if the API itself answers there',
    );
  }
}
