import type { Passage } from '../../../lambda/evaluator/upstream/passage';
import { parseBase } from '../../../lambda/evaluator/upstream/upstream-base';
import { BasePathBack } from '../../../lambda/evaluator/upstream/way-back';

/** A gateway before an upstream: what both are called, and what was asked. */
interface Shape {
  readonly upstream: string;
  readonly prefix: string;
  readonly publicPath: string;
  readonly upstreamTarget: string;
}

export const OWN = 'https://login.example.com';
export const UPSTREAM_ORIGIN = 'https://internal.example.net:8443';

const SHAPES: readonly Shape[] = [
  { upstream: UPSTREAM_ORIGIN, prefix: '', publicPath: '/open/a', upstreamTarget: '/open/a?x=1' },
  { upstream: `${UPSTREAM_ORIGIN}/base`, prefix: '', publicPath: '/a', upstreamTarget: '/base/a' },
  { upstream: UPSTREAM_ORIGIN, prefix: '/prod', publicPath: '/open/a', upstreamTarget: '/open/a' },
  { upstream: `${UPSTREAM_ORIGIN}/base`, prefix: '/v1', publicPath: '/', upstreamTarget: '/base/' },
];

/** One of a few ways that a request can have gone through the gateway. */
export function passageOf(choice: string): Passage {
  const { upstream, ...rest } = SHAPES[choice.length % SHAPES.length]!;
  const base = parseBase(upstream)!;
  return {
    place: { origin: OWN, prefix: rest.prefix },
    publicPath: rest.publicPath,
    upstreamTarget: rest.upstreamTarget,
    base,
    back: new BasePathBack(base),
  };
}
