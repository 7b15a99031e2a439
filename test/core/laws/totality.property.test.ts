import fc from 'fast-check';
import { patternOfId } from '../../../lib/contract';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import {
  findClientSecret,
  compilePolicy,
  documentPlace,
  mergeExposedHeaders,
  mergeVary,
  parseOrigin,
  parsePattern,
  policyIssues,
  type HostRule,
  withVerdictHeaders,
} from '../../../lib/core';
import { decodePunycode } from '../../../lib/core/punycode';
import { SALESFORCE } from '../cases/policies';
import { originValue, patternInput, situation } from './arbitraries';
import { decisionIn } from './situation';

const RUNS = { numRuns: 1000 };
const text = fc.string({ unit: 'binary', maxLength: 300 });
const optional = fc.option(text, { nil: undefined });
const label = fc.stringMatching(/^[a-z0-9-]{0,62}$/);

describe('no input makes it throw', () => {
  test('a request of any shape gets a verdict', () => {
    fc.assert(
      fc.property(situation, text, text, (given, path, value) => {
        const request = { ...given.request, path, origins: [value], method: value, requestedHeaders: path };
        expect(decisionIn(given).trace.length).toBeGreaterThan(0);
        expect(decisionIn({ ...given, request }).trace.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test('a pattern of any type is accepted or refused with a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          patternInput,
          text.map((end) => `https://${end}`),
        ),
        (input) => {
          const result = parsePattern(input, { publicSuffixes: publicSuffixKind });
          expect(result.valid ? result.pattern : result.message).not.toBe('');
        },
      ),
      RUNS,
    );
  });

  test('an origin is read as the very text that came', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          originValue,
          label.map((end) => `https://xn--${end}.example`),
        ),
        (value) => {
          expect(parseOrigin(value)?.text ?? value).toBe(value);
        },
      ),
      RUNS,
    );
  });

  test('any Punycode', () => {
    fc.assert(
      fc.property(label, (encoded) => {
        expect(['string', 'undefined']).toContain(typeof decodePunycode(encoded));
      }),
      RUNS,
    );
  });

  test('any response headers, credentials and ids', () => {
    const headers = fc.array(fc.tuple(text, text), { maxLength: 5 });
    fc.assert(
      fc.property(headers, optional, optional, fc.array(text), (backend, one, other, list) => {
        expect(withVerdictHeaders(backend, { Vary: 'Origin' }).length).toBeGreaterThan(0);
        expect(mergeVary(list, 'Origin')).not.toBe('');
        expect(mergeExposedHeaders('ETag', list)).toMatch(/^ETag/);
        const headers = { contentTypes: list, contentCodings: list };
        const body = other === undefined ? undefined : { text: other, isWhole: true, ...headers };
        const query = list.map((value) => [one ?? '', value] as const);
        expect(findClientSecret({ authorization: list, query, body })).toMatch(/^(?:carried|unread|none)$/);
        expect(['string', 'undefined']).toContain(typeof patternOfId(one ?? ''));
      }),
      RUNS,
    );
  });

  test('any request target, and any texts in a policy', () => {
    const host = fc.record<HostRule>({
      domainName: text,
      kind: fc.constantFrom('my-domain', 'api'),
      basePath: optional,
      pathPrefix: optional,
    });
    fc.assert(
      fc.property(fc.array(host), optional, optional, text, (hosts, domainName, apiId, path) => {
        const document = { ...SALESFORCE, hosts, sameOriginAliases: [path], exposedHeaders: [path] };
        const located = compilePolicy(document).hosts.locate({ domainName, apiId, path });
        expect(path.endsWith(located.path) || located.path === '/').toBe(true);
        for (const { path: place, rule } of policyIssues(document))
          expect(`${documentPlace(place)}${rule}`).not.toBe('');
      }),
      RUNS,
    );
  });
});
