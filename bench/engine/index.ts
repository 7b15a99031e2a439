import {
  DEFAULT_EXPOSED_HEADERS,
  SALESFORCE_ENDPOINTS,
  type CorsRequest,
  type PolicyDocument,
} from '../../lib/core';
import { atMost, type Bench, type Figure } from '../bench';
import { adversarialClients, adversarialRequests } from './adversarial';
import { medianMicros, type Call } from './interleaved';
import { MemoryAllowlist } from './memory-allowlist';
import { received, requestsFrom, ROUNDS } from './requests';
import { shippedEngine } from './shipped-engine';

const SMALL = 10;
const LARGE = 1_000_000;
const MAX_MICROS = 1;
const MAX_GROWTH = 1.5;

const POLICY: PolicyDocument = {
  endpoints: SALESFORCE_ENDPOINTS,
  hosts: [],
  executeApiHostKind: 'my-domain',
  sameOriginAliases: [],
  enforcement: 'enforce',
  crossSiteReads: 'allow',
  exposedHeaders: DEFAULT_EXPOSED_HEADERS,
  maxAgeSeconds: 7200,
};

/** A number of fixed length, so that the size of a list does not change the length of its patterns. */
function numbered(index: number): string {
  return String(index).padStart(6, '0');
}

/** Patterns of which every tenth is a wildcard, `size` of them in all. */
function* patterns(size: number): Generator<string> {
  for (let index = 0; index < size; index++) {
    yield received(
      index % 10 === 9
        ? `https://*.tenant${numbered(index)}.example`
        : `https://app${numbered(index)}.fabrikam.com`,
    );
  }
}

/** An index of an exact pattern, or of a wildcard, somewhere in a list of this size. */
function somewhere(round: number, size: number, remainder: number): number {
  return Math.floor(((round * 7919) % size) / 10) * 10 + remainder;
}

/** The requests that are judged with a list of this size. */
function questions(size: number): Readonly<Record<string, readonly CorsRequest[]>> {
  return {
    listed: requestsFrom((round) => `https://app${numbered(somewhere(round, size, 3))}.fabrikam.com`),
    'wildcard three deep': requestsFrom(
      (round) => `https://a.b.c.tenant${numbered(somewhere(round, size, 9))}.example`,
    ),
    unlisted: requestsFrom((round) => `https://nobody${numbered(round)}.fabrikam.com`),
  };
}

export const engineBench: Bench = {
  name: 'engine',
  about: `One verdict, from the request to its headers and its trace, with an allowlist in memory; median of nine samples over ${String(ROUNDS)} requests.`,
  run: async () => {
    const engine = await shippedEngine();
    const policy = engine.compilePolicy(POLICY);
    const calls: Record<string, Call> = {};
    for (const size of [SMALL, LARGE]) {
      const allowlist = new MemoryAllowlist(patterns(size));
      for (const [name, requests] of Object.entries(questions(size))) {
        const expected = name === 'unlisted' ? 'refuse' : 'allow';
        const call: Call = (round) =>
          engine.decide(policy, requests[round % ROUNDS] as CorsRequest, allowlist.find).outcome;
        if (call(0) !== expected) throw new Error(`${name} of ${String(size)} is not ${expected}`);
        calls[`${name} ${String(size)}`] = call;
      }
    }
    const times = await medianMicros(calls);
    const figures: Figure[] = [];
    for (const name of Object.keys(questions(SMALL))) {
      const [small = NaN, large = NaN] = [
        times[`${name} ${String(SMALL)}`],
        times[`${name} ${String(LARGE)}`],
      ];
      figures.push(
        atMost(`${name}, ${String(SMALL)} entries`, small, MAX_MICROS, 'µs', 3),
        atMost(`${name}, ${LARGE.toLocaleString('en')} entries`, large, MAX_MICROS, 'µs', 3),
        atMost(`${name}, growth`, large / small, MAX_GROWTH, 'times'),
      );
    }
    const empty = new MemoryAllowlist([]);
    const requests = Object.entries(adversarialRequests()).map(
      ([name, request]) => [name, () => engine.decide(policy, request, empty.find).outcome] as const,
    );
    const clients = Object.entries(adversarialClients()).map(
      ([name, client]) => [name, () => engine.findClientSecret(client)] as const,
    );
    const hostile = await medianMicros(Object.fromEntries<Call>([...requests, ...clients]));
    for (const [name, micros] of Object.entries(hostile)) {
      figures.push({ what: `adversarial: ${name}`, value: `${micros.toFixed(2)} µs` });
    }
    return figures;
  },
};
