import type { CorsRouteOptions } from '../../cors-route-options';
import { DURATION, FLAG, TEXTS, type PropType } from '../synth/prop-types';

/** The types of the options of an endpoint, where another type would fail without naming the option. */
export const ENDPOINT_TYPES: { readonly [K in keyof CorsRouteOptions | 'methods' | 'page']?: PropType } = {
  methods: TEXTS,
  hostKinds: TEXTS,
  page: FLAG,
  credentials: FLAG,
  exposedHeaders: TEXTS,
  allowedHeaders: TEXTS,
  maxAge: DURATION,
};
