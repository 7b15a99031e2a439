import type { EntraLayoutOptions } from '../../entra-layout-options';
import { TEXT, typedProps, type PropType } from '../synth/prop-types';
import type { ReadLayout } from './issuer-layout';
import { layoutOptions } from './layout-options';
import { LAYOUT_TYPES, roleIssues, roleRules, type RolePaths } from './layout-roles';
import { segmentIssues } from './path-segment';

const NAME = 'CorsEndpoints.entra()';

const TYPES: { readonly [K in keyof EntraLayoutOptions]: PropType } = { ...LAYOUT_TYPES, tenant: TEXT };

/**
 * The paths of a tenant of Microsoft Entra. Its pages work on its own host alone, so only what scripts call is an endpoint here. It
 * redeems codes of single-page applications only where a request has an `Origin`.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes (AADSTS9002327)
 */
export function entraLayout(given: EntraLayoutOptions): ReadLayout {
  const { props, issues } = layoutOptions(NAME, typedProps<EntraLayoutOptions>(given, TYPES, 'options'));
  const { tenant = '' } = props;
  const issuerPath = `/${tenant}/v2.0`;
  const paths: RolePaths = {
    'openid-configuration': `${issuerPath}/.well-known/openid-configuration`,
    jwks: `/${tenant}/discovery/v2.0/keys`,
    token: `/${tenant}/oauth2/v2.0/token`,
    'device-authorization': `/${tenant}/oauth2/v2.0/devicecode`,
  };
  return {
    layout: {
      rules: roleRules(paths, props),
      passed: [],
      paths: {},
      issuerPath,
      pagesAtIssuer: true,
      keepsOrigin: true,
    },
    issues: [
      ...issues,
      ...segmentIssues(`${NAME}.tenant`, props.tenant, '00000000-0000-0000-0000-000000000000'),
      ...roleIssues(NAME, paths, props),
    ],
  };
}
