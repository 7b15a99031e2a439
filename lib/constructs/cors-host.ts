import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { MTLSConfig, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import type { HostRule } from '../core';
import type { HostKind } from './host-kind';
import { typedProps } from './private/synth/prop-types';
import type { SynthIssue } from './private/synth/synth-error';
import { defined } from './private/synth/values';

/** The path of a host at which the API answers. */
export interface CorsHostOptions {
  /**
   * Base path of the custom domain's mapping, such as `/v1`. Write the paths of endpoints without it.
   *
   * @default - the API answers at the root of the host
   */
  readonly basePath?: string;

  /**
   * Path below which the site on this host answers, such as `/partners`. Write the paths of endpoints without it.
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

  /** The kind of the host. Endpoints name the kinds on which they answer cross-origin requests. */
  readonly kind: HostKind;

  /**
   * Security policy of the domain name: the TLS versions and ciphers that it accepts.
   *
   * @default SecurityPolicy.TLS_1_2
   */
  readonly securityPolicy?: SecurityPolicy;

  /**
   * The truststore by which API Gateway asks clients for a certificate (mutual TLS). It needs `disableExecuteApiEndpoint` of the
   * gateway. Browsers send preflights without a certificate, so they fail here: pages of other origins can make only requests that
   * need no preflight.
   *
   * @default - clients need no certificate
   */
  readonly mtls?: MTLSConfig;
}

/**
 * A host on which an API answers, and its kind. Requests are told apart by the host to which API Gateway says they were
 * sent, never by their `Host` or `X-Forwarded-*` headers.
 */
export class CorsHost {
  /**
   * A host for which the gateway makes a custom domain name and maps it to the API. Make its DNS record by yourself
   * (`CorsGateway.customDomain`).
   */
  public static custom(options: CorsCustomHostOptions): CorsHost {
    const { props, issues } = typedProps(options, {}, 'options');
    return new CorsHost(props.domainName, props.kind, props, issues, props);
  }

  /** A host whose domain name exists already, and is mapped to the API elsewhere. */
  public static existing(domainName: string, kind: HostKind, options: CorsHostOptions = {}): CorsHost {
    const { props, issues } = typedProps(options, {}, 'options');
    return new CorsHost(domainName, kind, props, issues);
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
     * Options that are no object. They are refused with the whole policy, where the error can name the construct.
     *
     * @internal
     */
    public readonly _issues: readonly SynthIssue[],
    /**
     * The options of the custom domain name; undefined for a host that exists.
     *
     * @internal
     */
    public readonly _custom?: CorsCustomHostOptions,
  ) {
    // An unknown kind is refused with the whole policy, where the error can name the construct.
    const rule = { domainName: nameOf(domainName), kind: kind as string as HostRule['kind'] };
    this._rule = { ...rule, ...defined({ basePath, pathPrefix }) };
  }
}

/** A program without types can leave the name out. */
function nameOf(domainName: unknown): string {
  return typeof domainName === 'string' ? domainName : '';
}
