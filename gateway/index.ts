export { readAssembly } from './assembly/read-assembly';
export type { Stack } from './assembly/stack';
export { restApis, type RestApi } from './api/rest-api';
export { startApi, type ApiServerOptions, type RequestRecord } from './api/api-server';
export type { SignIn } from './api/authorization';
export type { Caller } from './api/request-context';
export { Functions, type FunctionsOptions } from './functions/functions';
export { LOCAL_CREDENTIALS } from './functions/environment';
export { tableDefinitions, type TableDefinition } from './dynamodb/table-definition';
export { startDynamoDb, type DynamoDbServer } from './dynamodb/dynamodb-server';
export { ensureTable } from './dynamodb/ensure-table';
export type { DynamoDbEndpoint } from './dynamodb/dynamodb-client';
export {
  GatewayError,
  PortUnavailableError,
  UnsupportedTemplateError,
  type GatewayErrorCode,
} from './errors';
