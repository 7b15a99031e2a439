import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import type { HostRule } from '../core';
import type { HostKind } from './host-kind';
import { defined } from './private/synth/values';

/** Where on a host the API stands. */
export interface CorsHostOptions {
  /**
   * Base path of the custom domain's mapping, such as `/v1`. Endpoint paths are written without it.
   *
   * @default - the API stands at the root of the host
   */
  readonly basePath?: string;

  /**
   * Path under which the site stands, such as `/partners`. Endpoint paths are written without it.
   *
   * @default - no prefix
   */
  readonly pathPrefix?: string;
}

/** A custom domain name that a gateway makes. */
export interface CorsCustomHostOptions extends CorsHostOptions {
  /** The domain name, lower-case, without scheme and port. */
  readonly domainName: string;

  /** Certificate for the domain name, in the region of the API. */
  readonly certificate: ICertificate;

  /** What the host is to browsers. */
  readonly kind: HostKind;

  /**
   * TLS versions and ciphers that the host accepts.
   *
   * @default SecurityPolicy.TLS_1_2
   */
  readonly securityPolicy?: SecurityPolicy;
}

/**
 * A host on which an API answers, and its kind. Requests are told apart by the host to which API Gateway says they were
 * sent, never by their `Host` or `X-Forwarded-*` headers.
 */
export class CorsHost {
  /** A host for which the gateway makes a custom domain name and maps it to the API. DNS records are the user's. */
  public static custom(options: CorsCustomHostOptions): CorsHost {
    return new CorsHost(options.domainName, options.kind, options, options);
  }

  /** A host that is mapped to the API elsewhere. */
  public static existing(domainName: string, kind: HostKind, options: CorsHostOptions = {}): CorsHost {
    return new CorsHost(domainName, kind, options);
  }

  /**
   * The host as the policy has it.
   *
   * @internal
   */
  public readonly _rule: HostRule;

  private constructor(
    domainName: string,
    kind: HostKind,
    { basePath, pathPrefix }: CorsHostOptions,
    /**
     * What the custom domain name is made of; undefined for a host that exists.
     *
     * @internal
     */
    public readonly _custom?: CorsCustomHostOptions,
  ) {
    // A kind that is none is refused with the whole policy, where the error can name the construct.
    const rule = { domainName, kind: kind as string as HostRule['kind'] };
    this._rule = { ...rule, ...defined({ basePath, pathPrefix }) };
  }
}
