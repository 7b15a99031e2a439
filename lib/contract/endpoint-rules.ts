import { DEFAULT_EXPOSED_HEADERS, SALESFORCE_ENDPOINTS, type EndpointRule } from '../core';
import type { EndpointPresetName, EndpointsDocument } from './configuration';

interface Preset {
  readonly rules: readonly EndpointRule[];
  /** The response headers that pages may read where the policy names none. */
  readonly exposedHeaders: readonly string[];
}

const PRESETS: Readonly<Record<EndpointPresetName, Preset>> = {
  salesforce: {
    rules: SALESFORCE_ENDPOINTS,
    exposedHeaders: [...DEFAULT_EXPOSED_HEADERS, 'Sforce-Limit-Info'],
  },
  none: { rules: [], exposedHeaders: DEFAULT_EXPOSED_HEADERS },
};

/** The exposed headers of a policy that names none. */
export function presetExposedHeaders(preset: EndpointPresetName): readonly string[] {
  return PRESETS[preset].exposedHeaders;
}

/** The rules of an endpoints document: what its preset holds, save what its own rules replace, then its own rules. */
export function endpointRules({ preset, rules }: EndpointsDocument): readonly EndpointRule[] {
  const isReplaced = ({ path, match }: EndpointRule): boolean =>
    rules.some((rule) => rule.path === path && rule.match === match);
  return [...PRESETS[preset].rules.filter((rule) => !isReplaced(rule)), ...rules];
}
