import { SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { CorsCustomHostOptions } from '../../cors-host';
import { BASE_PATH_PART, domainCertificateIssues, pathIssues } from '../api/domain-issues';
import { isPrivate } from '../api/endpoint-issues';
import { isObject } from '../synth/prop-types';
import { RESOURCE_PART } from './api-resources';
import type { SynthIssue } from '../synth/synth-error';

const ELSEWHERE = 'use CorsHost.existing() for a host that is mapped elsewhere';

/** Everything in the hosts that the engine takes, but a base path mapping, a resource or a domain name does not. */
export function hostIssues(scope: IConstruct, props: CorsGatewayProps): readonly SynthIssue[] {
  const hosts = props.hosts ?? [];
  return [
    ...hosts.flatMap(({ _rule: { pathPrefix }, _custom: custom }, index) => [
      ...pathIssues(`hosts[${index}].basePath`, custom?.basePath, BASE_PATH_PART),
      ...pathIssues(`hosts[${index}].pathPrefix`, pathPrefix, RESOURCE_PART),
      ...(custom === undefined
        ? []
        : [
            ...domainCertificateIssues(scope, `hosts[${index}].certificate`, custom.certificate, ELSEWHERE),
            ...mutualTlsIssues(`hosts[${index}]`, custom, props),
            ...(isPrivate(props) ? [privateIssue(`hosts[${index}]`, custom.domainName)] : []),
          ]),
    ]),
    ...entranceIssues(props),
  ];
}

/** The custom domain names that the gateway makes are regional, which a private API does not take. */
function privateIssue(prop: string, value: string): SynthIssue {
  const rule = 'a custom domain name of a private API must be private, and the gateway makes regional ones';
  const fix =
    'make an AWS::ApiGateway::DomainNameV2 with a base path mapping, and name it by CorsHost.existing()';
  return { prop, value, rule, fix };
}

/** An API that nothing can reach. */
function entranceIssues(props: CorsGatewayProps): readonly SynthIssue[] {
  const { disableExecuteApiEndpoint, hosts = [] } = props;
  const usable = isPrivate(props) ? hosts.filter(({ _custom: custom }) => custom === undefined) : hosts;
  if (disableExecuteApiEndpoint !== true || usable.length > 0) return [];
  const rule = isPrivate(props)
    ? 'no request could reach the private API, because it has no private custom domain name'
    : 'no request could reach the API, because it has no other host';
  return [{ prop: 'disableExecuteApiEndpoint', value: true, rule, fix: 'name a host, or leave it out' }];
}

/** Client certificates that API Gateway would not ask for, or that a client could go around. */
function mutualTlsIssues(
  prop: string,
  { mtls, securityPolicy }: CorsCustomHostOptions,
  { disableExecuteApiEndpoint }: CorsGatewayProps,
): readonly SynthIssue[] {
  if (mtls === undefined) return [];
  if (!isTruststore(mtls)) {
    const fix = 'write { bucket, key: "truststore.pem" }';
    return [
      {
        prop: `${prop}.mtls`,
        value: 'an object',
        rule: 'must name the bucket and the key of a truststore',
        fix,
      },
    ];
  }
  const policy: readonly SynthIssue[] =
    securityPolicy === undefined || securityPolicy === SecurityPolicy.TLS_1_2
      ? []
      : [
          {
            prop: `${prop}.securityPolicy`,
            value: securityPolicy,
            rule: 'API Gateway asks for client certificates only with TLS_1_2',
            fix: 'use SecurityPolicy.TLS_1_2, or leave it out',
          },
        ];
  if (disableExecuteApiEndpoint === true) return policy;
  const rule = 'clients without a certificate could go around it by the execute-api host';
  return [
    ...policy,
    { prop: `${prop}.mtls`, value: mtls.key, rule, fix: 'say disableExecuteApiEndpoint: true' },
  ];
}

/** A program without types can leave anything out. */
function isTruststore(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { bucket, key } = value as Readonly<Record<string, unknown>>;
  return isObject(bucket) && 'bucketName' in bucket && typeof key === 'string' && key !== '';
}
