import { NO_TOKENS, type ClientSecrets, type Upstreams } from '../../../../../lib/contract';
import {
  compilePolicy,
  decide,
  SALESFORCE_ENDPOINTS,
  type Verdict,
  type EndpointRule,
  type PolicyDocument,
} from '../../../../../lib/core';
import { createResponder } from '../../../../../lambda/evaluator/responder';
import { ownAnswer } from '../../../../../lambda/shared/answer/own-answer';
import type { ProxyResult } from '../../../../../lambda/shared/answer/problem-response';
import { readApiCall, type ApiCall } from '../../../../../lambda/shared/event/api-call';
import { VerdictLog } from '../../../../../lambda/shared/log/verdict-log';
import { TokenGate } from '../../../../../lambda/shared/token/token-gate';
import { proxyEvent, type EventOptions } from './proxy-event';

export const LISTED = 'https://app.example.org';
export const UNLISTED = 'https://evil.example.net';

const EVERY_METHOD = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The preset, and one prefix for each access that tests of backends need. */
const ENDPOINTS: readonly EndpointRule[] = [
  ...SALESFORCE_ENDPOINTS,
  { path: '/open', match: 'prefix', access: 'public', methods: EVERY_METHOD, hostKinds: [] },
  { path: '/data', match: 'prefix', access: 'allowlist', methods: EVERY_METHOD, hostKinds: ['my-domain'] },
  {
    path: '/page',
    match: 'prefix',
    access: 'closed',
    page: true,
    methods: EVERY_METHOD,
    hostKinds: ['my-domain'],
  },
];

const POLICY: PolicyDocument = {
  endpoints: ENDPOINTS,
  hosts: [{ domainName: 'login.example.com', kind: 'my-domain' }],
  executeApiHostKind: 'my-domain',
  sameOriginAliases: [],
  enforcement: 'enforce',
  crossSiteReads: 'allow',
  exposedHeaders: ['ETag', 'Location'],
  maxAgeSeconds: 7200,
};

/** Settings of a test gateway; the rest is by default. */
export interface GatewayOptions {
  readonly upstreams?: Partial<Upstreams>;
  readonly policy?: Partial<PolicyDocument>;
  readonly clientSecrets?: ClientSecrets;
  readonly localOrigins?: Readonly<Record<string, string>>;
}

/** An answer, read back. */
export interface Answer {
  readonly verdict: Verdict;
  readonly result: ProxyResult;
  readonly status: number;
  /** Values by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

/** Judges and responds as the evaluator does, with `LISTED` in the allowlist and OAuth endpoints switched on. */
export class Gateway {
  /** The failures in the log. */
  readonly failures: string[] = [];
  secretsSeen = 0;
  /** Added to the clock of every further call. */
  later = 0;
  /** Changes a call into one that no event makes. */
  distort: (call: ApiCall) => ApiCall = (call) => call;
  private readonly policy;
  private readonly respond;

  constructor({
    upstreams = {},
    policy = {},
    clientSecrets = 'report',
    localOrigins = {},
  }: GatewayOptions = {}) {
    this.policy = compilePolicy({ ...POLICY, ...policy });
    const log = new RecordingLog(this);
    this.respond = createResponder({
      policy: this.policy,
      upstreams: { http: [], timeoutMillis: 5_000, ...upstreams },
      clientSecrets,
      localOrigins,
      log,
      tokens: new TokenGate(NO_TOKENS, log),
    });
  }

  async call(options: EventOptions = {}): Promise<Answer> {
    const event = proxyEvent(options);
    const call = readApiCall(event, this.policy, Date.now() + this.later);
    const entry = { id: 'one', pattern: LISTED, status: 'active' } as const;
    const verdict = decide(this.policy, call.cors, () => ({
      available: true,
      enableCorsForOAuthEndpoints: true,
      entries: [entry],
    }));
    const result =
      ownAnswer(verdict, call.requestId) ?? (await this.respond(this.distort(call), verdict, event));
    return { verdict, result, ...read(result) };
  }
}

class RecordingLog extends VerdictLog {
  constructor(private readonly gateway: Gateway) {
    super('test-table');
  }

  override broke(message: string, error: unknown): void {
    this.failed(message, error);
  }

  override failed(message: string, error: unknown): void {
    this.gateway.failures.push(`${message}: ${error instanceof Error ? error.message : String(error)}`);
  }

  override clientSecretSeen(): void {
    this.gateway.secretsSeen += 1;
  }
}

/** Reads a result as API Gateway does, after the JSON round trip that every answer of a function makes. */
function read(result: ProxyResult): Pick<Answer, 'status' | 'headers' | 'body'> {
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = JSON.parse(
    JSON.stringify(result),
  ) as ProxyResult;
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers)) values.set(name.toLowerCase(), [value]);
  for (const [name, list] of Object.entries(multiValueHeaders ?? {})) values.set(name.toLowerCase(), list);
  return {
    status: statusCode,
    headers: values,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
