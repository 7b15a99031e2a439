import { isToken, type Verdict } from '../../lib/core';
import type { ApiCall } from '../shared/event/api-call';
import type { PathUpstream } from './configured-upstreams';
import type { Issuer, IssuerAnswer } from './oauth/issuer';
import type { Deadline } from './upstream/deadline';
import type { PublicPlace } from './upstream/public-place';
import { leavesItsPlace } from './upstream/request-target';
import type { Route } from './upstream/route';
import type { UpstreamBase } from './upstream/upstream-base';
import type { UpstreamTable } from './upstream/upstream-table';
import { BasePathBack } from './upstream/way-back';

/** Finds the upstream of a request: an HTTP backend, or the issuer. */
export class UpstreamRouter {
  constructor(
    private readonly table: UpstreamTable<PathUpstream>,
    private readonly issuer: Issuer | undefined,
  ) {}

  /** Name of the check of the backend that will answer a request; undefined where none does, or the issuer. */
  checkOf({ path }: ApiCall, { rule }: Verdict): string | undefined {
    const backend = this.table.find(path);
    if (backend?.match !== 'exact' && this.issuer?.serves(rule) === true) return undefined;
    return backend === undefined || backend.upstream === 'issuer-page' ? undefined : backend.upstream.tokens;
  }

  /**
   * The route of a request, or the issuer's answer that is made here; undefined when nothing answers the path. A backend
   * of exactly this path comes before the issuer's endpoint, and the endpoint before a backend of a prefix.
   *
   * @throws UpstreamFailure when the issuer's endpoint cannot be found out
   */
  async find(
    call: ApiCall,
    { rule, outcome }: Verdict,
    place: PublicPlace,
    deadline: Deadline,
  ): Promise<IssuerAnswer | undefined> {
    if (leavesItsPlace(call.path) || !isForwardable(call.method)) return undefined;
    const backend = this.table.find(call.path);
    if (backend?.match !== 'exact' && this.issuer?.serves(rule) === true) {
      return this.issuer.endpoint(call, rule, outcome, place, deadline);
    }
    if (backend === undefined) return undefined;
    if (backend.upstream !== 'issuer-page') return { route: backendRoute(backend.upstream.base, call.path) };
    return this.issuer && { route: await this.issuer.page(call, outcome, deadline) };
  }
}

function backendRoute(base: UpstreamBase, path: string): Route {
  const back = new BasePathBack(base);
  return { base, path: `${base.basePath}${path}`, fixedQuery: '', back, withOrigin: true };
}

/** `CONNECT` asks for a tunnel and has no path. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6 */
function isForwardable(method: string): boolean {
  return isToken(method) && method.toUpperCase() !== 'CONNECT';
}
