import {
  CLIENT_SECRET_MODES,
  ENDPOINT_PRESETS,
  VERDICT_LOG_MODES,
  type EndpointsDocument,
} from '../../lib/contract';
import {
  ENFORCEMENTS,
  EXECUTE_API_HOST_KINDS,
  HOST_KINDS,
  OAUTH_ROLES,
  PATH_MATCHES,
  type EndpointRule,
  type HostRule,
} from '../../lib/core';
import { ClientSecrets } from '../../lib/constructs/client-secrets';
import { Enforcement } from '../../lib/constructs/enforcement';
import { HostKind } from '../../lib/constructs/host-kind';
import { OAuthRole } from '../../lib/constructs/oauth-role';
import { PathMatch } from '../../lib/constructs/path-match';
import { VerdictLog } from '../../lib/constructs/verdict-log';
import { listOf, oneOf, optional, record, text } from '../../lambda/shared/configuration/shape';

/*
 * A closed list has one place. The parts of this file that matter most are checked by the compiler (`npm run types`): each
 * `@ts-expect-error` is an error of its own as soon as the line below it compiles.
 */

/** Anything where both types are one, else nothing. */
type IfSame<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never;

/** jsii takes no string unions, so the exported enums repeat the engine's lists: a member more or less does not compile. */
function expectSame<E extends string, N extends string>(
  members: Readonly<Record<string, E>>,
  list: readonly N[] & IfSame<`${E}`, N>,
): void {
  expect(Object.values(members).sort()).toEqual([...list].sort());
}

test("an exported enum has exactly the members of the engine's list", () => {
  expectSame(PathMatch, PATH_MATCHES);
  expectSame(OAuthRole, OAUTH_ROLES);
  expectSame(HostKind, EXECUTE_API_HOST_KINDS);
  expectSame(Enforcement, ENFORCEMENTS);
  expectSame(ClientSecrets, CLIENT_SECRET_MODES);
  expectSame(VerdictLog, VERDICT_LOG_MODES);
});

describe('what reads the configuration knows every choice and every field, or does not compile', () => {
  test('a shape of fewer choices than the type has', () => {
    const shape = record<EndpointsDocument>({
      // @ts-expect-error -- a preset is missing, as when one is added and this copy of the list is forgotten
      preset: oneOf(['salesforce']),
      rules: listOf(() => ({}) as EndpointRule),
    });
    expect(() => shape({ preset: 'none', rules: [] }, '')).toThrow('preset');
    expect(ENDPOINT_PRESETS).toContain('none');
  });

  test('a field that the shape does not know', () => {
    // @ts-expect-error -- pathPrefix is missing, as when a field is added and this copy of the list is forgotten
    const shape = record<HostRule>({
      domainName: text,
      kind: oneOf(HOST_KINDS),
      basePath: optional(text),
    });
    const host = { domainName: 'a.example', kind: 'api', pathPrefix: '/a' };
    expect(() => shape(host, '')).toThrow('pathPrefix: is not a known field');
  });
});
