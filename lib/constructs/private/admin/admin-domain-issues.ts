import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { parseHost } from '../../../core';
import type { CorsAdminApiProps } from '../../cors-admin-api-props';
import type { CorsAdminDomainOptions } from '../../cors-admin-domain-options';
import { BASE_PATH_PART, domainCertificateIssues, pathIssues } from '../api/domain-issues';
import { isPrivate } from '../api/endpoint-issues';
import { isObject } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

const PROP = 'customDomain';

/** Everything in the custom domain name of an admin API that cannot work. */
export function adminDomainIssues(scope: IConstruct, props: CorsAdminApiProps): readonly SynthIssue[] {
  const { customDomain } = props;
  if (customDomain === undefined) return [];
  // A program without types can give anything.
  if (!isObject(customDomain)) {
    const fix = 'write { domainName, certificate }';
    return [{ prop: PROP, value: customDomain, rule: 'must be an object', fix }];
  }
  const { domainName, certificate } = customDomain;
  const elsewhere = 'make the domain name by yourself and name its URL in console.urls';
  return [
    ...nameIssues(domainName),
    ...basePathIssues(customDomain),
    ...domainCertificateIssues(scope, `${PROP}.certificate`, certificate, elsewhere),
    ...(isPrivate(props) ? [privateIssue(domainName)] : []),
  ];
}

function nameIssues(domainName: unknown): readonly SynthIssue[] {
  if (Token.isUnresolved(domainName)) return [];
  const host = typeof domainName === 'string' ? parseHost(domainName) : undefined;
  if (host?.valid === true && host.form === 'domain') return [];
  const rule = 'must be a lower-case domain name, without scheme and port';
  return [{ prop: `${PROP}.domainName`, value: domainName, rule, fix: 'write "admin.example.com"' }];
}

function basePathIssues({ basePath }: CorsAdminDomainOptions): readonly SynthIssue[] {
  const prop = `${PROP}.basePath`;
  if (basePath !== undefined && !Token.isUnresolved(basePath) && !/^(\/[^/]+)+$/.test(basePath)) {
    const rule = 'must begin with a slash, and have no empty part and no slash at its end';
    return [{ prop, value: basePath, rule, fix: 'write "/cors", or leave it out' }];
  }
  return pathIssues(prop, basePath, BASE_PATH_PART);
}

function privateIssue(value: string): SynthIssue {
  const rule = 'a custom domain name of a private API must be private, and the construct makes regional ones';
  const fix =
    'make an AWS::ApiGateway::DomainNameV2 with a base path mapping, and name its URL in console.urls';
  return { prop: PROP, value, rule, fix };
}
