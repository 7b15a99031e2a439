import { POLICY } from '../../lib/contract';
import type { ResourceProperties, RestApi, Stacks } from '../../gateway';

/** Names that every API answers to, as a URL writes them. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'] as const;

const SUFFIX = '.localhost';

/** The host names of a deployment, and where they are on this machine. */
export class HostNames {
  private readonly names: ReadonlySet<string>;

  /** Custom domain names of APIs, and the hosts that policies name. */
  constructor(stacks: Stacks) {
    const domains = stacks.resourcesOf('AWS::ApiGateway::DomainName').map((domain) => domain.reference);
    const policies = stacks.resourcesOf('AWS::Lambda::Function').flatMap(hostsOfPolicy);
    this.names = new Set([...domains, ...policies].map((name) => name.toLowerCase()));
  }

  /** The names of hosts that are not this machine's own: each is reached as `NAME.localhost`. */
  get custom(): readonly string[] {
    return [...this.names].filter((name) => !isLocal(name));
  }

  /** The names that the server answers to. */
  get served(): readonly string[] {
    const own = [...this.names].filter(isLocal);
    return [...new Set([...LOOPBACK, ...own, ...this.custom.map((name) => name + SUFFIX)])];
  }

  /** The origins at which an API is on this machine, by the domain names that its requests have on AWS. */
  origins(api: Pick<RestApi, 'id' | 'region'>, port: number): Readonly<Record<string, string>> {
    const own = [...this.names].filter(isLocal).map((name) => [name, name] as const);
    const custom = this.custom.map((name) => [name, name + SUFFIX] as const);
    const places = [[executeApiHost(api), 'localhost'] as const, ...own, ...custom];
    return Object.fromEntries(places.map(([name, host]) => [name, `http://${host}:${String(port)}`]));
  }

  /**
   * The domain name that a request to this host has on AWS: of a custom domain its name, of this machine's names that of the
   * API itself, unless a policy names the very host.
   */
  domainName(api: RestApi, host: string): string {
    if (this.names.has(host)) return host;
    const name = host.endsWith(SUFFIX) ? host.slice(0, -SUFFIX.length) : host;
    return this.names.has(name) ? name : executeApiHost(api);
  }
}

function executeApiHost({ id, region }: Pick<RestApi, 'id' | 'region'>): string {
  return `${id}.execute-api.${region}.amazonaws.com`;
}

function isLocal(name: string): boolean {
  return name === 'localhost' || name === '127.0.0.1' || name.endsWith(SUFFIX);
}

/** The hosts in the policy of one of our functions. A value that cannot be read is of somebody else. */
function hostsOfPolicy(resource: ResourceProperties): string[] {
  try {
    const text = resource.nested('Environment')?.stringMap('Variables').get(POLICY);
    const { hosts } = JSON.parse(text ?? '{}') as { hosts?: readonly { domainName?: unknown }[] };
    return (hosts ?? []).flatMap(({ domainName }) => (typeof domainName === 'string' ? [domainName] : []));
  } catch {
    return [];
  }
}
