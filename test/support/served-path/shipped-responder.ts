import { resolve } from 'node:path';
import { ENDPOINTS, POLICY, TABLE_NAME, UPSTREAMS } from '../../../lib/contract';
import type { ProxyResult } from '../../../lambda/shared/answer/problem-response';
import { proxyEvent, type EventOptions } from '../../lambda/evaluator/responder/support/proxy-event';

const BUNDLE = resolve(__dirname, '../../../assets/evaluator/index.js');

/** Sends one request through the shipped evaluator. */
export type Send = (options: EventOptions) => Promise<ProxyResult>;

/** The shipped evaluator in front of one upstream. No request that a test sends needs the table. */
export function shippedResponder(url: string): Send {
  const settings = {
    hosts: [{ domainName: 'login.example.com', kind: 'my-domain' }],
    executeApiHostKind: 'my-domain',
    sameOriginAliases: [],
    enforcement: 'enforce',
    crossSiteReads: 'allow',
    exposedHeaders: [],
    maxAgeSeconds: 7200,
  };
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    [TABLE_NAME]: 'allowlist',
    [POLICY]: JSON.stringify(settings),
    [ENDPOINTS]: JSON.stringify({
      preset: 'none',
      rules: [{ path: '/open', match: 'prefix', access: 'public', methods: ['GET'], hostKinds: [] }],
    }),
    [UPSTREAMS]: JSON.stringify({ http: [{ path: '/', match: 'prefix', url }], timeoutMillis: 10_000 }),
  });
  let handler: ((event: unknown) => Promise<ProxyResult>) | undefined;
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file that is built, read anew for each upstream
    ({ handler } = require(BUNDLE) as { handler: (event: unknown) => Promise<ProxyResult> });
  });
  return (options) => handler!(proxyEvent(options));
}
