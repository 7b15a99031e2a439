import { DEFAULT_EXPOSED_HEADERS, SALESFORCE_ENDPOINTS, type CorsRequest } from '../../lib/core';
import type { Bench, Figure } from '../bench';
import { medianMicros, type Call } from '../engine/interleaved';
import { MemoryAllowlist } from '../engine/memory-allowlist';
import { requestFrom, ROUNDS } from '../engine/requests';
import { shippedEngine } from '../engine/shipped-engine';
import { corsCall } from './express-cors';
import { fastifyCall } from './fastify-cors';
import { honoCall } from './hono-cors';
import { middyCall } from './middy-cors';
import { isExpected, mixOf, originsOf, type Origins, type PeerRequest, type Verdict } from './mix';

const SIZES = [10, 1000, 100_000];
/** From this size on we promise to be faster than each. */
const PROMISED = 1000;
const OURS = 'this engine';

type Contestant = (origins: Origins) => Promise<(request: PeerRequest) => Verdict | Promise<Verdict>>;

const PEERS: Readonly<Record<string, Contestant>> = {
  cors: corsCall,
  '@fastify/cors': fastifyCall,
  'hono/cors': honoCall,
  '@middy/http-cors': middyCall,
};

async function engineCall({ exact, wildcards }: Origins): ReturnType<Contestant> {
  const engine = await shippedEngine();
  const policy = engine.compilePolicy({
    endpoints: SALESFORCE_ENDPOINTS,
    hosts: [],
    executeApiHostKind: 'my-domain',
    sameOriginAliases: [],
    enforcement: 'enforce',
    crossSiteReads: 'allow',
    exposedHeaders: DEFAULT_EXPOSED_HEADERS,
    maxAgeSeconds: 7200,
  });
  const allowlist = new MemoryAllowlist([...exact, ...wildcards.map((domain) => `https://*.${domain}`)]);
  const { path, hostKind, ownOrigins, secFetchMode, secFetchSite, now } = requestFrom('https://x.example');
  return ({ method, origin, requestedMethod, requestedHeaders }) => {
    const request: CorsRequest = {
      method,
      path,
      hostKind,
      ownOrigins,
      origins: [origin],
      secFetchMode,
      secFetchSite,
      requestedMethod,
      requestedHeaders,
      now,
    };
    return engine.decide(policy, request, allowlist.find).headers['Access-Control-Allow-Origin'];
  };
}

export const peersBench: Bench = {
  name: 'peers',
  about:
    'The same mix of requests (a listed origin, one of a wildcard, an unlisted one, a preflight) by the function that each package calls for a request, without a server around it; a tenth of the origins are wildcards, written as each package takes them; median of nine samples.',
  run: async () => {
    const figures: Figure[] = [];
    for (const size of SIZES) figures.push(...(await beside(size)));
    return figures;
  },
};

async function beside(size: number): Promise<readonly Figure[]> {
  const origins = originsOf(size);
  const requests = mixOf(origins, ROUNDS);
  const calls: Record<string, Call> = {};
  for (const [name, contestant] of Object.entries({ [OURS]: engineCall, ...PEERS })) {
    const judge = await contestant(origins);
    for (const request of requests.slice(0, 16)) {
      const verdict = await judge(request);
      if (!isExpected(request, verdict)) throw new Error(`${name}: ${request.origin} got ${String(verdict)}`);
    }
    calls[name] = (round) => judge(requests[round % ROUNDS] as PeerRequest);
  }
  const times = await medianMicros(calls);
  const ours = times[OURS] ?? NaN;
  return Object.entries(times).map(([name, micros]) => {
    const what = `${size.toLocaleString('en')} origins, ${name}`;
    if (name === OURS) return { what, value: `${micros.toFixed(2)} µs` };
    const value = `${micros.toFixed(2)} µs, ${(micros / ours).toFixed(1)} × ours`;
    return size < PROMISED ? { what, value } : { what, value, target: '> 1 × ours', reached: micros > ours };
  });
}
