import type * as Core from '../../../lib/core';
import { SALESFORCE } from '../cases/policies';
import { actual } from '../cases/requests';
import { Meter } from './meter';
import { meteredEngine } from './metered-engine';

const meter = new Meter();
const core = meteredEngine(meter);
const policy = core.compilePolicy(SALESFORCE);
const checking = core.compilePolicy({
  ...SALESFORCE,
  endpoints: SALESFORCE.endpoints.map((rule) => ({ ...rule, tokens: 'users' })),
});

const DATA = '/services/data/v60.0';

const HOST_UNITS = ['a', 'a.', '.', '1.', '0', 'xn--a.', 'xn--mnchen-3ya.', ':', '::', '0:', '[', ']', '-'];
const PATTERN_UNITS = [
  ...HOST_UNITS,
  '*.',
  ':0',
  '/',
  '%20',
  ' ',
  'A',
  'null',
  '"',
  '\u00fc',
  '\u00fc.',
  '\u3002',
  '\ud800',
  '\u200d',
];
const PATH_UNITS = ['a', 'a/', '/', '..', '%', '%20', '%41', '%C3%BC', '\ud800'];
const BODY_UNITS = [
  ...['a', '&', ';', '=', '%', '+', '[', '\0', '\n', '\r\n', '"', '\\', ':', '{', '{"a":', '[[', "'", '--'],
  ...['a&', 'a=b&', '%41', 'client_secret', 'client_secret=&', 'client%5Fsecret=&', '"client_secret":""'],
  ...[
    '\\u005f',
    '\r\n--B',
    'name=',
    'content-disposition',
    'content-disposition: name=a\n\n',
    '\u0130',
    '\u017f',
  ],
];
const LIST_UNITS = ['a', ',', 'a,', 'a ,', ' ', ' \t,', '*', '\u00fc,'];

interface Reader {
  readonly read: (text: string) => void;
  /** The text that its input repeats. */
  readonly units: readonly string[];
  /** A length of which the double is within the limits. */
  readonly length: number;
}

const readers: Readonly<Record<string, Reader>> = {
  'a pattern': {
    read: (text) => core.parsePattern(text, { publicSuffixes: () => 'none' }),
    units: PATTERN_UNITS,
    length: 250,
  },
  'a pattern after its scheme': {
    read: (text) => core.parsePattern(`https://${text}`, { publicSuffixes: () => 'none' }),
    units: PATTERN_UNITS,
    length: 120,
  },
  'a wildcard': {
    read: (text) => core.parsePattern(`https://*.${text}.example`, { publicSuffixes: () => 'none' }),
    units: PATTERN_UNITS,
    length: 120,
  },
  'an origin': {
    read: (text) => {
      judged({ origins: [text] });
    },
    units: HOST_UNITS,
    length: 250,
  },
  'an origin before its suffix': {
    read: (text) => {
      judged({ origins: [`https://${text}.fabrikam.com`] });
    },
    units: HOST_UNITS,
    length: 110,
  },
  'several origins': {
    read: (text) => {
      judged({ origins: text.split(',') });
    },
    units: LIST_UNITS,
    length: 1000,
  },
  'a path': {
    read: (text) => {
      judged({ path: `/${text}` });
    },
    units: PATH_UNITS,
    length: 5000,
  },
  'a path below a rule': {
    read: (text) => {
      judged({ path: `${DATA}/${text}` });
    },
    units: PATH_UNITS,
    length: 5000,
  },
  'a path that may have a base path, where tokens are checked': {
    read: (text) => {
      core.judge(checking, actual(`/${text}`, { mayHaveBasePath: true }));
    },
    units: ['a/', 'A/', 'v1/', 'services/', 'services/data/'],
    length: 5000,
  },
  'requested headers': {
    read: (text) => {
      judged({ method: 'OPTIONS', requestedMethod: 'GET', requestedHeaders: text });
    },
    units: LIST_UNITS,
    length: 2000,
  },
  'the Vary of a backend': {
    read: (text) => core.mergeVary([text], 'Origin'),
    units: LIST_UNITS,
    length: 2000,
  },
  'the names that a backend exposes': {
    read: (text) => core.mergeExposedHeaders('ETag', [text]),
    units: LIST_UNITS,
    length: 2000,
  },
  'a credential': {
    read: (text) => {
      secret({ authorization: [`Basic ${text}`] });
    },
    units: ['a', ' ', 'a ', '=', '-', ',', 'basic ', ', basic '],
    length: 2000,
  },
  'a query': {
    read: (text) => {
      secret({ query: [[text, text]] });
    },
    units: ['a', ';', '=', '[', '%', 'client_secret[', 'client_secret=;'],
    length: 2000,
  },
  'a body': {
    read: (text) => {
      secretIn(text);
    },
    units: BODY_UNITS,
    length: 10_000,
  },
  'a value of Content-Type': {
    read: (text) => {
      secretIn('a', text);
      secretIn('a', `multipart/form-data; ${text}`);
    },
    units: ['a', ';', ' ', '=', '"', ',', 'charset=', 'boundary=', 'application/', '+json'],
    length: 2000,
  },
};

function judged(more: Partial<Core.CorsRequest>): void {
  const entries = [{ id: '1', pattern: 'https://*.fabrikam.com', status: 'active' }] as const;
  core.decide(policy, actual(DATA, more), ({ origin }) => {
    core.candidatePatterns(origin);
    return { available: true, entries, enableCorsForOAuthEndpoints: true };
  });
}

function secret(more: Partial<Core.ClientAuthentication>): void {
  core.findClientSecret({ authorization: [], query: [], body: undefined, ...more });
}

/** Every body is read in every way; the type only decides what is checked at the end. */
function secretIn(text: string, type = 'application/json'): void {
  secret({ body: { text, isWhole: true, contentTypes: [type], contentCodings: [] } });
}

// The endpoint table makes some of its parts when they are first asked for. They are no work of a request.
beforeAll(() => {
  for (const { read, units, length } of Object.values(readers)) {
    for (const unit of units) read(unit.repeat(Math.ceil(length / unit.length)));
  }
});

/** Steps for an input of one unit, over and over. */
function stepsOf(read: (text: string) => void, unit: string, length: number): number {
  const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  return meter.count(() => {
    read(text);
  });
}

test('every character of an origin is a step at least, and every run is the same', () => {
  const { read } = readers['an origin before its suffix']!;
  const steps = stepsOf(read, 'a.', 60);
  expect(steps).toBeGreaterThan(60);
  expect(stepsOf(read, 'a.', 60)).toBe(steps);
});

test('the count tells work that grows faster than its input', () => {
  const quadratic = (text: string): void => {
    for (let i = 0; i < text.length; i++) meter.call(text.slice(i), 'indexOf', ['!']);
  };
  expect(stepsOf(quadratic, 'a', 200)).toBeGreaterThan(3 * stepsOf(quadratic, 'a', 100));
});

describe.each(Object.entries(readers))('%s', (_name, { read, units, length }) => {
  test.each(units)('%j over and over takes steps in proportion', (unit) => {
    const steps = stepsOf(read, unit, length);
    expect(stepsOf(read, unit, 2 * length)).toBeLessThan(2.2 * steps + 1000);
    // Past its limit an input is refused by its length, or read in proportion too.
    expect(stepsOf(read, unit, 20 * length)).toBeLessThan(22 * steps + 1000);
  });
});
