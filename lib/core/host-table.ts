import { isExecuteApiHost } from './execute-api-host';
import type { ExecuteApiHostKind, HostKind } from './host-kind';
import { isMisspeltBelow } from './path-fold';
import { withoutPrefix } from './request-path';

/** A configured host. */
export interface HostRule {
  /** Lower-case domain name, as `requestContext.domainName` has it. */
  readonly domainName: string;
  readonly kind: HostKind;
  /** Base path of the custom domain's mapping (`/v1`), which events keep in their path. */
  readonly basePath?: string | undefined;
  /** Path under which the site stands (`/partners`). */
  readonly pathPrefix?: string | undefined;
}

/** Where a request was sent, as API Gateway reports it; never taken from `Host` or `X-Forwarded-*`. */
export interface RequestTarget {
  /** `requestContext.domainName`. */
  readonly domainName: string | undefined;
  /** `requestContext.apiId`. */
  readonly apiId: string | undefined;
  /** `event.path`: without the stage, with a custom domain's base path. */
  readonly path: string;
}

/** A request target in the decision's terms. */
export interface RequestPlace {
  readonly hostKind: HostKind | undefined;
  readonly ownOrigins: readonly string[];
  /** The path without base path and path prefix. */
  readonly path: string;
  /** Whether the path begins with one of the two in another spelling only, so that it was not taken off. */
  readonly misspeltPrefix: boolean;
  /**
   * Whether the path may still begin with a base path: that of a domain that is not configured, or of another mapping than the one that
   * is. API Gateway finds the backend without it.
   */
  readonly mayHaveBasePath: boolean;
}

interface HostPolicy {
  readonly hosts: readonly HostRule[];
  readonly executeApiHostKind: ExecuteApiHostKind;
  readonly sameOriginAliases: readonly string[];
}

/** The configured hosts, compiled once. */
export class HostTable {
  private readonly byName: ReadonlyMap<string, HostRule>;

  constructor(private readonly policy: HostPolicy) {
    this.byName = new Map(policy.hosts.map((host) => [host.domainName, host]));
  }

  /** Host kind, own origins and judged path of a request. */
  locate(target: RequestTarget): RequestPlace {
    const name = target.domainName?.toLowerCase();
    const host = name === undefined ? undefined : this.byName.get(name);
    const hostKind = host === undefined ? this.executeApiKind(name, target.apiId) : host.kind;
    const ownOrigins = this.ownOrigins(name, hostKind);
    if (host === undefined) {
      const mayHaveBasePath = hostKind === undefined;
      return { hostKind, ownOrigins, path: target.path, misspeltPrefix: false, mayHaveBasePath };
    }
    const { path, misspeltPrefix, mayHaveBasePath } = pathOn(host, target.path);
    return { hostKind, ownOrigins, path, misspeltPrefix, mayHaveBasePath };
  }

  private executeApiKind(name: string | undefined, apiId: string | undefined): HostKind | undefined {
    const isOwn = name === undefined || (apiId !== undefined && isHostOf(apiId, name));
    return isOwn && this.policy.executeApiHostKind !== 'none' ? this.policy.executeApiHostKind : undefined;
  }

  private ownOrigins(name: string | undefined, kind: HostKind | undefined): readonly string[] {
    if (name === undefined || kind === undefined) return this.policy.sameOriginAliases;
    return [`https://${name}`, ...this.policy.sameOriginAliases];
  }
}

/** The host that AWS itself gives an API or a Function URL, whose id the event calls `apiId` too. */
function isHostOf(apiId: string, name: string): boolean {
  if (!name.startsWith(apiId)) return false;
  return name.startsWith('.lambda-url.', apiId.length) || isExecuteApiHost(apiId, name);
}

function pathOn(
  { basePath = '', pathPrefix = '' }: HostRule,
  path: string,
): Pick<RequestPlace, 'path' | 'misspeltPrefix' | 'mayHaveBasePath'> {
  const mapped = withoutPrefix(path, basePath);
  const misspeltPrefix = isMisspeltBelow(path, basePath) || isMisspeltBelow(mapped, pathPrefix);
  const mayHaveBasePath = basePath !== '' && mapped === path;
  return { path: withoutPrefix(mapped, pathPrefix), misspeltPrefix, mayHaveBasePath };
}
