import type { Change, Entry, Evaluation, ImportResult, Plan, Refusals } from '../api/shapes';

/** The clock of all states does not move. */
export const NOW = Date.parse('2030-05-01T12:00:00Z');

function entry(pattern: string, more: Partial<Entry> = {}): Entry {
  return {
    id: `id-${String(pattern.length)}-${pattern.replace(/\W/g, '').slice(0, 40)}`,
    pattern,
    status: 'active',
    effectiveStatus: 'active',
    version: 3,
    createdAt: '2030-01-01T08:00:00.000Z',
    createdBy: 'ada',
    updatedAt: '2030-04-30T17:05:00.000Z',
    updatedBy: 'grace',
    ...more,
  };
}

const HISTORY: readonly Change[] = [
  {
    at: '2030-01-01T08:00:00.000Z',
    by: 'ada',
    action: 'create',
    changes: [{ field: 'status', to: 'active' }],
  },
  {
    at: '2030-04-30T17:05:00.000Z',
    by: 'grace',
    action: 'update',
    changes: [{ field: 'name', from: 'Shop', to: 'Partner' }],
  },
];

/** One entry of each kind, texts of strangers among them. */
export const ENTRIES: readonly Entry[] = [
  entry('https://app.partner.example', { name: 'Partner', owner: 'sales', history: HISTORY }),
  entry('https://*.preview.example.com', { name: 'Previews', expiresAt: '2030-05-02T09:00:00.000Z' }),
  entry('https://*.github.io', {
    allowSharedOrigin: true,
    warnings: [
      { code: 'not_with_credentials', text: 'The entry does not count where answers carry credentials.' },
    ],
  }),
  entry('https://xn--pple-43d.example', {
    name: '<img src=x onerror=alert(1)>',
    status: 'inactive',
    effectiveStatus: 'inactive',
  }),
  entry('https://gone.example.com', { status: 'deleted', effectiveStatus: 'deleted' }),
  entry('https://over.example.com', { effectiveStatus: 'expired', expiresAt: '2030-04-01T00:00:00.000Z' }),
  entry(`https://${'long-label-'.repeat(5)}.${'longer-'.repeat(8)}.example.com`, { name: 'x'.repeat(80) }),
];

export const REFUSALS: Refusals = {
  status: 'complete',
  items: [
    'https://new.partner.example',
    'https://login.bank.example.evil.test',
    'null',
    '<b>\u202eplain',
  ].map((origin, index) => ({
    origin,
    reason: index < 2 ? 'origin_not_allowlisted' : 'malformed_origin',
    endpoint: '/services/data',
    count: 400 - index * 90,
    firstSeen: '2030-05-01T08:00:00.000Z',
    lastSeen: '2030-05-01T11:59:00.000Z',
    wouldRefuse: index === 1,
    ...(index < 2 ? { pattern: origin } : { problem: 'bad_character' }),
  })),
};

export const EVALUATION: Evaluation = {
  outcome: 'refuse',
  status: 403,
  reason: 'origin_not_allowlisted',
  wouldRefuse: false,
  rule: { path: '/services/data', match: 'prefix', access: 'allowlist' },
  entry: null,
  headers: { Vary: 'Origin', 'Cors-Refused': 'origin_not_allowlisted' },
  trace: [
    { step: 'origin_header', finding: 'there is one Origin header' },
    { step: 'allowlist', finding: 'no entry has a pattern that matches the origin' },
  ],
  browser: { blocked: true, because: 'The request is refused.' },
  fix: {
    kind: 'add_entry',
    text: 'Add an entry with the pattern https://new.partner.example.',
    pattern: 'https://new.partner.example',
  },
};

export const IMPORT: ImportResult = {
  dryRun: true,
  results: [
    { line: 1, outcome: 'created', pattern: 'https://new.example.com' },
    {
      line: 2,
      outcome: 'updated',
      pattern: 'https://app.partner.example',
      changes: [{ field: 'name', from: 'Partner', to: 'Shop' }],
    },
    { line: 3, outcome: 'invalid', code: 'bad_host', message: 'The host is not a domain name.' },
  ],
  summary: { created: 1, updated: 1, unchanged: 0, conflict: 0, invalid: 1, failed: 0 },
};

export const PLAN: Plan = {
  at: '2030-05-01T12:00:00.000Z',
  access: {
    gained: [{ pattern: 'https://new.example.com', except: [], credentials: 'both' }],
    lost: [],
    prolonged: [],
    shortened: [],
  },
};
