export type { CorsResult } from './cors-result';
export { withCors, type CorsHandler, type WithCorsOptions, type WrappedHandler } from './with-cors';
