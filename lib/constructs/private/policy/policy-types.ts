import type { CorsPolicyOptions } from '../../cors-policy-options';
import { DURATION, FLAG, instance, listOfInstances, TEXTS, type PropType } from '../synth/prop-types';

/** The types of the options of a policy, where another type would fail without naming the prop. */
export const POLICY_TYPES: { readonly [K in keyof CorsPolicyOptions]?: PropType } = {
  endpoints: instance(
    'CorsEndpoints',
    '_rules',
    'use CorsEndpoints.fromRoutes(), CorsEndpoints.of() or CorsEndpoints.salesforce()',
  ),
  hosts: listOfInstances('CorsHost', '_rule', 'use CorsHost.custom() or CorsHost.existing()'),
  sameOriginAliases: TEXTS,
  observeBehindPolicy: FLAG,
  exposedHeaders: TEXTS,
  cacheTtl: DURATION,
  staleTtl: DURATION,
  maxAge: DURATION,
};
