import { SALESFORCE_ENDPOINTS, type EndpointRule } from '../core';
import type { EndpointPresetName, EndpointsDocument } from './configuration';

const PRESETS: Readonly<Record<EndpointPresetName, readonly EndpointRule[]>> = {
  salesforce: SALESFORCE_ENDPOINTS,
  none: [],
};

/** The rules of an endpoints document: what it adds beside what its preset holds. */
export function endpointRules(document: EndpointsDocument): readonly EndpointRule[] {
  return [...PRESETS[document.preset], ...document.rules];
}
