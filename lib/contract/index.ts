export * from './admin-auth';
export * from './admin-routes';
export * from './authorizer-context';
export * from './configuration';
export * from './endpoint-rules';
export * from './environment';
export * from './items';
export * from './metrics';
