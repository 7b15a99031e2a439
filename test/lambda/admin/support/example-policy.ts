import {
  DEFAULT_EXPOSED_HEADERS,
  DEFAULT_MAX_AGE_SECONDS,
  SALESFORCE_ENDPOINTS,
  type PolicyDocument,
} from '../../../../lib/core';

/** A gateway with one host of each kind. */
export const examplePolicy: PolicyDocument = {
  endpoints: SALESFORCE_ENDPOINTS,
  hosts: [
    { domainName: 'login.example.com', kind: 'my-domain' },
    { domainName: 'community.example.com', kind: 'experience-cloud-site', pathPrefix: '/partners' },
    { domainName: 'api.example.com', kind: 'api', basePath: '/v1' },
    { domainName: 'localhost', kind: 'my-domain' },
  ],
  executeApiHostKind: 'my-domain',
  sameOriginAliases: ['https://cdn.example.com'],
  enforcement: 'enforce',
  crossSiteReads: 'allow',
  exposedHeaders: DEFAULT_EXPOSED_HEADERS,
  maxAgeSeconds: DEFAULT_MAX_AGE_SECONDS,
};
