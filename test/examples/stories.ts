import type { StackProps } from 'aws-cdk-lib';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111111111111:table/allowlist';

/** The stacks of the examples by folder and class, each with props that a user would give. */
export const EXAMPLE_STACKS: readonly (readonly [string, StackProps & Record<string, unknown>])[] = [
  ['protect-rest-api/ProtectRestApi', {}],
  ['protect-openapi-document/ProtectOpenApiDocument', {}],
  ['imported-api/ImportedApi', { restApiId: 'abc123', rootResourceId: 'root1', stageName: 'prod' }],
  [
    'shared-allowlist/SharedAllowlist',
    {
      env: { account: '111111111111', region: 'eu-central-1' },
      readers: ['222222222222'],
      regions: ['eu-west-1'],
    },
  ],
  [
    'shared-allowlist/AllowlistReader',
    { env: { account: '222222222222', region: 'eu-west-1' }, tableArn: TABLE },
  ],
  ['own-authorizer/OwnAuthorizer', {}],
  ['http-api/ProtectHttpApi', {}],
  ['function-url/ProtectFunctionUrl', {}],
  [
    'keycloak/RealmGateway',
    {
      realm: 'main',
      domainName: 'login.example.com',
      certificateArn:
        'arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-1234-1234-123456789012',
      address: 'https://keycloak.internal.example.com',
    },
  ],
  ['oauth-upstream/KeycloakGateway', { server: 'https://login.internal.example.com', realm: 'main' }],
  ['operations/WatchedGateway', {}],
  [
    'oauth-upstream/CognitoGateway',
    {
      domain: 'example.auth.eu-central-1.amazoncognito.com',
      userPoolId: 'eu-central-1_AbCdEfGhI',
    },
  ],
];
