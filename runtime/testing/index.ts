export { clearTestAllowlist, setTestAllowlist } from './test-allowlist';
export type { TestAllowlist, TestEndpoint, TestEntry } from './test-allowlist-shape';
export { withAuthorizerVerdict } from './authorizer-verdict';
export { httpApiEvent1, restApiEvent } from './payload-1';
export type { Payload1Context, Payload1Event, Payload1Identity } from './payload-1';
export { functionUrlEvent, httpApiEvent } from './payload-2';
export type { Payload2Context, Payload2Event } from './payload-2';
export type { TestRequest } from './test-request';
