import { CorsBackend, CorsEndpoints } from '../../../lib';
import { GATEWAY, type Layout, type LayoutPaths } from './layout';

const OAUTH = '/services/oauth2';
const DATA = '/services/data';

const PATHS: LayoutPaths = {
  document: '/.well-known/openid-configuration',
  authorization: `${OAUTH}/authorize`,
  token: `${OAUTH}/token`,
  userinfo: `${OAUTH}/userinfo`,
  jwks: `${OAUTH}/id/keys`,
  revocation: `${OAUTH}/revoke`,
  introspection: `${OAUTH}/introspect`,
  end_session: '/secur/logout',
  device_authorization: '/device/auth',
  code_verification: '/device',
  pushed_authorization_request: '/par',
  registration: '/register',
};

const ACCOUNTS = {
  totalSize: 1,
  done: true,
  records: [{ attributes: { type: 'Account', url: `${DATA}/v60.0/sobjects/Account/1` }, Name: 'One' }],
};

/** The paths of Salesforce, with the preset, and one query that its REST API answers. */
export const SALESFORCE: Layout = {
  name: 'Salesforce',
  issuer: GATEWAY,
  paths: PATHS,
  login: '/login',
  endpoints: CorsEndpoints.salesforce(),
  pages: ['/login', `${OAUTH}/authorize`, '/secur'],
  backends: (address) => ({ [DATA]: CorsBackend.http(address) }),
  files: {
    [`${DATA}/v60.0/query`]: {
      headers: { 'Content-Type': 'application/json', 'Sforce-Limit-Info': 'api-usage=15/15000' },
      body: JSON.stringify(ACCOUNTS),
    },
  },
  behaviour: { likeSalesforce: true },
  besideTokens: { instance_url: GATEWAY, id: `${GATEWAY}/id/00D000000000001/005000000000001` },
};
