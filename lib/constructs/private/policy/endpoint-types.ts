import type { CorsRouteOptions } from '../../cors-route-options';
import { DURATION, FLAG, isObject, TEXTS, type PropType } from '../synth/prop-types';
import { TOKEN_CHECK } from './token-check-issues';

/** The types of the options of an endpoint, where another type would fail without naming the option. */
export const ENDPOINT_TYPES: {
  readonly [
    K in keyof CorsRouteOptions | 'methods' | 'page' | 'tokens' | 'scopes' | 'methodScopes'
  ]?: PropType;
} = {
  methods: TEXTS,
  hostKinds: TEXTS,
  page: FLAG,
  credentials: FLAG,
  exposedHeaders: TEXTS,
  allowedHeaders: TEXTS,
  maxAge: DURATION,
  tokens: TOKEN_CHECK,
  scopes: TEXTS,
  methodScopes: {
    rule: 'must be an object whose values are lists of strings',
    fix: "write it as in { POST: ['orders:write'] }",
    isOf: (value) => isObject(value) && Object.values(value).every((one) => TEXTS.isOf(one)),
  },
};
