import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_CHALLENGE,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_REFUSED,
  CONTEXT_VARY,
} from '../../../contract';
import { mergeVary, VARY, VARY_OPTIONS } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/** Mappings of an answer of API Gateway, by their names. */
export type Mappings = Readonly<Record<string, unknown>>;

/** A kind of answer: how its headers are named, and the headers that a verdict gives it. */
export interface AnswerKind {
  /** The beginning of the name of each mapping. */
  readonly prefix: string;
  /** Mappings by the name of the header, without `Vary`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The mapping of `Vary` where the answer has none. */
  readonly vary: string;
  /** The names by which the answer varies. */
  readonly varies: string;
}

/** The beginning of a value of the authorizer's context. */
export const FROM_AUTHORIZER = 'context.authorizer.';
/** The origin as the request names it, which proves nothing before a verdict. */
export const FROM_REQUEST = 'method.request.header.origin';
/** The answer to an explicit Deny, and what it says more where tokens are checked: which scope is missing. */
export const ACCESS_DENIED = 'ACCESS_DENIED';
export const CHALLENGE_HEADERS: Readonly<Record<string, string>> = {
  'WWW-Authenticate': `${FROM_AUTHORIZER}${CONTEXT_CHALLENGE}`,
};
const VARY_MAPPING = `${FROM_AUTHORIZER}${CONTEXT_VARY}`;
const LITERAL = /^'.*'$/s;

/**
 * Headers of a verdict. A header whose key is not in the context is left out: that of a request that nobody judged, or that the
 * verdict did not allow.
 */
const VERDICT_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': `${FROM_AUTHORIZER}${CONTEXT_ALLOW_ORIGIN}`,
  'Access-Control-Allow-Credentials': `${FROM_AUTHORIZER}${CONTEXT_ALLOW_CREDENTIALS}`,
  'Access-Control-Expose-Headers': `${FROM_AUTHORIZER}${CONTEXT_EXPOSE_HEADERS}`,
};

/** The answers of integrations that are no proxies. */
export const INTEGRATION_ANSWER: AnswerKind = {
  prefix: 'method.response.header.',
  headers: VERDICT_HEADERS,
  vary: VARY_MAPPING,
  varies: VARY,
};

/** The answers that API Gateway makes by itself. It cannot tell an `OPTIONS`, so each varies as the answer to a preflight does. */
export const GATEWAY_ANSWER: AnswerKind = {
  prefix: 'gatewayresponse.header.',
  headers: {
    ...VERDICT_HEADERS,
    // Developer tools show the headers of a blocked response, and not its body.
    'Cors-Refused': `${FROM_AUTHORIZER}${CONTEXT_REFUSED}`,
  },
  vary: `'${VARY_OPTIONS}'`,
  varies: VARY_OPTIONS,
};

/** The same, of an API without an authorizer of ours: nothing hands a verdict over to them. */
export const UNJUDGED_ANSWER: AnswerKind = { ...GATEWAY_ANSWER, headers: {} };

/** The mappings that an answer must have beside its own, or in their place: the headers of the verdict, and all of `Vary`. */
export function verdictMappings(kind: AnswerKind, mappings: Mappings): Record<string, string> {
  const { prefix, headers, vary, varies } = kind;
  const names = new Map(Object.keys(mappings).map((name) => [name.toLowerCase(), name]));
  const missing = Object.entries({ Vary: vary, ...headers })
    .map(([name, value]): [string, string] => [`${prefix}${name}`, value])
    .filter(([name]) => !names.has(name.toLowerCase()));
  const varyName = names.get(`${prefix}vary`.toLowerCase());
  const merged = varyName === undefined ? undefined : mergedVary(mappings[varyName], varies);
  return {
    ...Object.fromEntries(missing),
    ...(varyName === undefined || merged === undefined ? {} : { [varyName]: merged }),
  };
}

/** `Vary` of the user with the names that ours has; undefined where nothing is to be added. */
function mergedVary(value: unknown, varies: string): string | undefined {
  if (typeof value !== 'string' || !LITERAL.test(value)) return undefined;
  const theirs = value.slice(1, -1);
  const merged = theirs.trim() === '*' ? theirs : mergeVary([theirs], varies);
  return merged === theirs ? undefined : `'${merged}'`;
}

/**
 * Mappings that would give a header of a verdict without a verdict, or hide by what the answer varies.
 *
 * @param answer the answer, as an error names it
 */
export function mappingIssues(
  answer: string,
  { prefix }: AnswerKind,
  mappings: Mappings,
): readonly SynthIssue[] {
  return Object.entries(mappings).flatMap(([mapping, value]): readonly SynthIssue[] => {
    const folded = mapping.toLowerCase();
    const header = folded.startsWith(prefix) ? folded.slice(prefix.length) : '';
    const prop = `${HEADER_NAMES[header] ?? header} of ${answer}`;
    if (isFromVerdict(header, value)) return [];
    if (header === 'access-control-allow-origin') {
      const rule = 'an origin could read the answer without a verdict that allows it';
      return [{ prop, value, rule, fix: 'leave the header out: it comes from the verdict' }];
    }
    if (header === 'access-control-allow-credentials') {
      const rule = 'credentials would be allowed where the endpoint does not allow them';
      return [{ prop, value, rule, fix: 'leave the header out: it comes from the verdict' }];
    }
    const rule = 'the answer must vary by Origin, and nothing can be added to a value that is mapped';
    return [{ prop, value, rule, fix: 'leave it out, or write it as a literal, as in "\'Accept\'"' }];
  });
}

const HEADER_NAMES: Readonly<Record<string, string>> = {
  'access-control-allow-origin': 'Access-Control-Allow-Origin',
  'access-control-allow-credentials': 'Access-Control-Allow-Credentials',
  vary: 'Vary',
};

/** Whether a mapping cannot give more than the verdict does. */
function isFromVerdict(header: string, value: unknown): boolean {
  if (!Object.hasOwn(HEADER_NAMES, header)) return true;
  if (typeof value !== 'string') return false;
  if (header === 'vary') return LITERAL.test(value) || value === VARY_MAPPING;
  return value.startsWith(FROM_AUTHORIZER);
}
