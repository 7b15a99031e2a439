import type { Construct } from 'constructs';
import { closedOverlaps } from '../../../core';
import { Enforcement } from '../../enforcement';
import { warn } from '../synth/warning';
import type { PolicyPlan } from './policy-plan';

/** Warns of everything in a policy that works and may not be meant. */
export function warnOfPolicy(scope: Construct, plan: PolicyPlan): void {
  warnOfClosedOverlaps(scope, plan);
  warnOfColons(scope, plan);
  warnOfEnforcement(scope, plan);
}

/** Warns of a mode that is for a time of transition. */
function warnOfEnforcement(scope: Construct, { options: { enforcement } }: PolicyPlan): void {
  if (enforcement === Enforcement.REPORT) {
    warn(
      scope,
      'reporting',
      'refusals are only reported: a request of an origin that is not listed reaches the backend. Leave enforcement out once ' +
        'metricWouldRefuse() counts only what should be refused',
    );
  }
  if (enforcement === Enforcement.OBSERVE) {
    warn(
      scope,
      'observing',
      'origins that are not listed are answered as if they were, without credentials. Put the origins that you know on the list, ' +
        'and leave enforcement out once metricWouldRefuse() counts only what should be refused',
    );
  }
}

/** Warns of paths as other frameworks write them: no request has such a segment, so the rule would name nothing. */
function warnOfColons(scope: Construct, { endpoints }: PolicyPlan): void {
  for (const { path } of endpoints._document.rules.filter((rule) => hasColon(rule.path))) {
    const meant = path.replace(/\/:([A-Za-z0-9_]+)/g, '/{$1}');
    warn(
      scope,
      `colonPath:${path}`,
      `the endpoint ${JSON.stringify(path)} has a segment that begins with a colon, which is a text here, and no parameter. Write ` +
        `${JSON.stringify(meant)}, or acknowledge this if requests have the colon`,
    );
  }
}

/** Warns of closed rules that take a part of the paths of a rule with parameters, which is hardly ever meant. */
export function warnOfClosedOverlaps(scope: Construct, { rules }: PolicyPlan): void {
  for (const { closed, open } of closedOverlaps(rules)) {
    warn(
      scope,
      `closedOverlap:${closed.path}:${open.path}`,
      `the closed endpoint ${JSON.stringify(closed.path)} wins over ${JSON.stringify(open.path)} where both name a path; ` +
        'acknowledge this if it is meant, or name the paths more exactly',
    );
  }
}

/** Whether a path has a parameter as other frameworks write them: `/orders/:id`. */
export function hasColon(path: string): boolean {
  return path.includes('/:');
}
