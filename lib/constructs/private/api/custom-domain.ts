import { Token } from 'aws-cdk-lib';
import { DomainName, EndpointType, SecurityPolicy, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { CorsCustomHostOptions } from '../../cors-host';
import { defined } from '../synth/values';
import { warn } from '../synth/warning';

/** The parts of a custom domain name; an admin API's has no client certificates. */
export type CustomDomainOptions = Omit<CorsCustomHostOptions, 'kind' | 'pathPrefix'>;

/**
 * Makes a custom domain name and maps it to an API's stage.
 *
 * @param fallback the end of the construct's id where the name is a token
 */
export function makeCustomDomain(
  scope: Construct,
  api: RestApi,
  { domainName, certificate, securityPolicy, mtls, basePath }: CustomDomainOptions,
  fallback: number | string,
): DomainName {
  const id = Token.isUnresolved(domainName) ? `Host${fallback}` : `Host-${domainName}`;
  const domain = new DomainName(scope, id, {
    domainName,
    certificate,
    endpointType: EndpointType.REGIONAL,
    securityPolicy: securityPolicy ?? SecurityPolicy.TLS_1_2,
    ...defined({ mtls }),
  });
  if (mtls !== undefined) warnOfPreflights(domain, domainName);
  const path = basePath?.slice(1);
  if (path?.includes('/') === true) {
    // A mapping of version 1 takes only one segment.
    domain.addApiMapping(api.deploymentStage, { basePath: path });
  } else {
    domain.addBasePathMapping(api, path === undefined ? {} : { basePath: path });
  }
  return domain;
}

/** @see https://github.com/whatwg/fetch/issues/869 */
function warnOfPreflights(domain: DomainName, domainName: string): void {
  warn(
    domain,
    'mutualTlsPreflights',
    `${domainName} asks clients for a certificate, and browsers send preflights without one. Requests of other origins that need a ` +
      'preflight fail there. Acknowledge this where no page of another origin calls this host, or give pages another host without mtls',
  );
}

/** URL of an API at a custom domain name. */
export function customUrl(domain: CustomDomainOptions | undefined): string | undefined {
  return domain === undefined ? undefined : `https://${domain.domainName}${domain.basePath ?? ''}`;
}
