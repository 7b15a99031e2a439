export type { CorsResult } from './cors-result';
export type { WrappedHandler } from './backend';
export type { WithCorsOptions } from './with-cors-options';
export { withCors, type CorsHandler } from './with-cors';
