import { SALESFORCE_ENDPOINTS, type EndpointRule } from '../core';
import type { EndpointPresetName, EndpointsDocument } from './configuration';

const PRESETS: Readonly<Record<EndpointPresetName, readonly EndpointRule[]>> = {
  salesforce: SALESFORCE_ENDPOINTS,
  none: [],
};

/** The rules of an endpoints document: what its preset holds, save what its own rules replace, then its own rules. */
export function endpointRules({ preset, rules }: EndpointsDocument): readonly EndpointRule[] {
  const isReplaced = ({ path, match }: EndpointRule): boolean =>
    rules.some((rule) => rule.path === path && rule.match === match);
  return [...PRESETS[preset].filter((rule) => !isReplaced(rule)), ...rules];
}
