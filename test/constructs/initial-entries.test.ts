import { Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CorsAllowlist,
  CorsGateway,
  type CorsAllowlistProps,
  type CorsInitialOrigin,
  type CorsInitialSettings,
} from '../../lib';
import { PATTERN_REASONS } from '../../lib/core';
import { readEntries } from '../../lambda/admin/initial/wanted-entries';
import { REFUSED } from '../core/cases/refused-patterns';
import { once } from './support/once';
import { idsOf, onlyResource, stackOf, type Built, type TemplateResource } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const TYPE = 'Custom::CorsInitialEntries';
const A = { pattern: 'https://a.example' };

function built(props: CorsAllowlistProps, context: Record<string, unknown> = {}): Built {
  return stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props }), context);
}

interface WriterProperties {
  readonly Description: string;
  readonly Code: { readonly S3Key: string };
  readonly Timeout: number;
}

function writersOf(one: Built): [string, TemplateResource<WriterProperties>][] {
  const functions = Object.entries(one.resources<WriterProperties>('AWS::Lambda::Function'));
  return functions.filter(([, { Properties }]) => Properties.Description.startsWith('Writes'));
}

/** The entries that travel with the function. */
function heldBy(one: Built): ReturnType<typeof readEntries> {
  const [writer] = writersOf(one);
  const folder = `asset.${writer![1].Properties.Code.S3Key.replace(/\.zip$/, '')}`;
  one.app.synth();
  return readEntries(readFileSync(join(one.app.outdir, folder, 'initial-entries.json'), 'utf8'));
}

describe('an allowlist with initial origins', () => {
  const origins: CorsInitialOrigin[] = [
    { pattern: 'https://B.example:443', name: 'B', description: 'two\nlines', owner: 'team-b' },
    { pattern: 'https://*.github.io', allowSharedOrigin: true, expiresAt: '2099-01-01T01:00:00+01:00' },
    { ...A, allowSharedOrigin: false },
  ];
  const one = once(() =>
    built({ initialOrigins: origins, initialSettings: { enableCorsForOAuthEndpoints: true } }),
  );

  test('has a custom resource that names what the code asks for, sorted, and that does not wait for an hour', () => {
    expect(onlyResource(one(), TYPE)).toEqual({
      Type: TYPE,
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': [writersOf(one())[0]![0], 'Arn'] },
        ServiceTimeout: '300',
        TableName: { Ref: 'AllowlistTableB3E5EA00' },
        Patterns: ['https://*.github.io', 'https://a.example', 'https://b.example'],
        EnableCorsForOAuthEndpoints: 'true',
      },
    });
  });

  test('has a function that holds the entries as the admin API would store them', () => {
    expect(heldBy(one())).toEqual([
      {
        pattern: 'https://*.github.io',
        expiresAt: '2099-01-01T00:00:00.000Z',
        allowSharedOrigin: true,
      },
      { pattern: 'https://a.example' },
      { pattern: 'https://b.example', name: 'B', description: 'two\nlines', owner: 'team-b' },
    ]);
  });

  test('calls the function once it has its rights, which are these', () => {
    const writer = writersOf(one())[0]![1];
    const [id, policy] = Object.entries(
      one().resources<{ PolicyDocument: { Statement: object[] } }>('AWS::IAM::Policy'),
    ).find(([name]) => name.includes('InitialEntries'))!;
    expect(writer.DependsOn).toContain(id);
    expect(policy.Properties.PolicyDocument.Statement.slice(2)).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: { 'Fn::GetAtt': ['AllowlistTableB3E5EA00', 'Arn'] },
        Condition: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['E#*', 'SETTINGS'] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      },
    ]);
  });

  test('keeps the table where it is', () => {
    expect(idsOf(one(), 'AWS::DynamoDB::GlobalTable')).toEqual(['AllowlistTableB3E5EA00']);
  });
});

test.each<[string, CorsAllowlistProps, string[]]>([
  ['origins alone need no right to the settings', { initialOrigins: [A] }, ['E#*']],
  [
    'settings alone need no right to entries',
    { initialSettings: { enableCorsForOAuthEndpoints: true } },
    ['SETTINGS'],
  ],
])('%s', (_, props, keys) => {
  const policies = Object.values(built(props).resources('AWS::IAM::Policy'));
  expect(JSON.stringify(policies)).toContain(`"dynamodb:LeadingKeys":${JSON.stringify(keys)}`);
});

test('a table with a key of the customer gives the function the key', () => {
  const one = stackOf(
    (stack) => {
      const encryption = TableEncryptionV2.customerManagedKey(new Key(stack, 'Key'));
      new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, encryption, initialOrigins: [A] });
    },
    {},
    { env: { account: '123456789012', region: 'eu-central-1' } },
  );
  const [, policy] = Object.entries(one.resources('AWS::IAM::Policy')).find(([id]) => id.includes('Writer'))!;
  expect(JSON.stringify(policy)).toContain('kms:Decrypt');
});

test.each<[string, CorsAllowlistProps]>([
  ['nothing', {}],
  ['no origins', { initialOrigins: [] }],
  ['a setting that is off', { initialSettings: { enableCorsForOAuthEndpoints: false } }],
  ['settings of nothing', { initialSettings: {} }],
])('%s makes no function', (_, props) => {
  const one = built(props);
  expect(writersOf(one)).toEqual([]);
  expect(idsOf(one, TYPE)).toEqual([]);
});

describe('the custom resource is called again', () => {
  const propertiesOf = (props: CorsAllowlistProps): unknown => onlyResource(built(props), TYPE).Properties;
  const before = once(() => propertiesOf({ initialOrigins: [A, { pattern: 'https://b.example' }] }));

  test('when an origin comes or goes', () => {
    expect(propertiesOf({ initialOrigins: [A] })).not.toEqual(before());
  });

  test('not when one is written or named otherwise, or stands elsewhere', () => {
    const same = [
      { pattern: 'https://B.EXAMPLE', name: 'B' },
      { ...A, expiresAt: '2099-01-01T00:00:00Z' },
    ];
    expect(propertiesOf({ initialOrigins: same })).toEqual(before());
  });
});

test('two allowlists in one stack hold their own entries', () => {
  const one = stackOf((stack) => {
    new CorsAllowlist(stack, 'One', { ...WITH_TABLE, initialOrigins: [A] });
    new CorsAllowlist(stack, 'Two', { ...WITH_TABLE, initialOrigins: [{ pattern: 'https://b.example' }] });
  });
  const keys = writersOf(one).map(([, { Properties }]) => Properties.Code.S3Key);
  expect(new Set(keys).size).toBe(2);
});

test('a gateway hands both props on', () => {
  const one = stackOf((stack) => {
    const initialSettings = { enableCorsForOAuthEndpoints: true };
    new CorsGateway(stack, 'Cors', { initialOrigins: [A], initialSettings });
  });
  expect(onlyResource(one, TYPE).Properties).toMatchObject({
    Patterns: [A.pattern],
    EnableCorsForOAuthEndpoints: 'true',
  });
});

describe('an origin that has expired', () => {
  const initialOrigins = [{ ...A, expiresAt: '2020-01-01T00:00:00Z' }];

  test('is a warning, so that code of last year can still be deployed', () => {
    const stack = new Stack(built({}).app, 'Later');
    new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, initialOrigins });
    Annotations.fromStack(stack).hasWarning(
      '/Later/Allowlist/InitialEntries',
      Match.stringLikeRegexp('https://a\\.example \\(2020-01-01T00:00:00\\.000Z\\)'),
    );
  });

  test('changes nothing in the template, so that time alone is no deployment', () => {
    const later = built({ initialOrigins: [{ ...A, expiresAt: '2099-01-01T00:00:00Z' }] });
    expect(onlyResource(built({ initialOrigins }), TYPE)).toEqual(onlyResource(later, TYPE));
  });

  test('one that has not is none', () => {
    const stack = new Stack(built({}).app, 'Later');
    new CorsAllowlist(stack, 'Allowlist', {
      ...WITH_TABLE,
      initialOrigins: [{ ...A, expiresAt: '2099-01-01T00:00:00Z' }, { pattern: 'https://b.example' }],
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('allowSharedOrigin under its former name', () => {
  const wild = 'https://*.github.io';
  // A program of before, or one without types.
  const former = (fields: object): CorsInitialOrigin => ({ pattern: wild, ...fields });

  test('is taken, with a warning that names both', () => {
    const initialOrigins = [A, former({ allowPublicSuffix: true })];
    expect(heldBy(built({ initialOrigins }))).toEqual([{ pattern: wild, allowSharedOrigin: true }, A]);
    const stack = new Stack(built({}).app, 'Older');
    new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, initialOrigins });
    Annotations.fromStack(stack).hasWarning(
      '/Older/Allowlist/InitialEntries',
      Match.stringLikeRegexp('initialOrigins\\[1\\]\\.allowPublicSuffix is called allowSharedOrigin now'),
    );
  });

  test('is an error beside the new one', () => {
    const origin = former({ allowPublicSuffix: true, allowSharedOrigin: true });
    expect(() => built({ initialOrigins: [origin] })).toThrow(
      'initialOrigins[0].allowPublicSuffix is true: must not be given together with allowSharedOrigin, its new name',
    );
  });
});

describe('what the admin API would refuse', () => {
  /** The rules that an error names, by prop; the form of errors is held elsewhere. */
  function complaints(props: CorsAllowlistProps): string[] {
    try {
      built(props);
    } catch (error) {
      const lines = (error as Error).message.split('\n').slice(1);
      for (const line of lines) expect(line).toMatch(/^ {2}- \S.* is .+: .+ \(fix: .+\)$/s);
      return lines.map((line) => line.replace(/^ {2}- (\S+) is .+?: (?:(\w+): )?.*$/s, '$1 $2').trim());
    }
    return [];
  }
  const origin = (fields: object): CorsAllowlistProps => ({
    initialOrigins: [{ ...A, ...fields }],
  });

  /** Values that a program without types may hand in. */
  const given = (json: string): CorsAllowlistProps => ({
    initialOrigins: JSON.parse(json) as CorsInitialOrigin[],
  });

  test('every pattern that it refuses, all of them at once, by its codes', () => {
    const refused = Object.values(REFUSED).flat();
    const initialOrigins = refused.map(([pattern]) => ({ pattern }) as CorsInitialOrigin);
    expect(complaints({ initialOrigins })).toEqual(
      refused.map(([, code], index) => `initialOrigins[${index}].pattern ${code}`),
    );
  });

  test.each<[string, CorsAllowlistProps, string[]]>([
    ['a pattern that is no text', origin({ pattern: 1 }), ['initialOrigins[0].pattern not_a_string']],
    ['no pattern', origin({ pattern: undefined }), ['initialOrigins[0].pattern not_a_string']],
    ['no list', given('"https://a.example"'), ['initialOrigins']],
    ['null for a list', given('null'), ['initialOrigins']],
    [
      'texts, and nothing at all',
      given('["https://a.example", null, {"pattern":"https://b.example"}]'),
      ['initialOrigins[0]', 'initialOrigins[1]'],
    ],
    [
      'null for settings',
      { initialSettings: JSON.parse('null') as CorsInitialSettings },
      ['initialSettings'],
    ],
    [
      'settings of the deployment',
      { initialSettings: Token.asAny({ Ref: 'Settings' }) as CorsInitialSettings },
      ['initialSettings'],
    ],
    ['a name of 81', origin({ name: '😀'.repeat(81) }), ['initialOrigins[0].name too_long']],
    ['a name of two lines', origin({ name: 'a\nb' }), ['initialOrigins[0].name bad_text']],
    ['a name that is no text', origin({ name: 1 }), ['initialOrigins[0].name wrong_type']],
    [
      'a description of 256',
      origin({ description: 'x'.repeat(256) }),
      ['initialOrigins[0].description too_long'],
    ],
    ['an owner of 81', origin({ owner: '😀'.repeat(81) }), ['initialOrigins[0].owner too_long']],
    ['half a character', origin({ description: '\ud83d' }), ['initialOrigins[0].description bad_text']],
    ['a day', origin({ expiresAt: '2099-12-31' }), ['initialOrigins[0].expiresAt bad_format']],
    ['no zone', origin({ expiresAt: '2099-12-31T00:00:00' }), ['initialOrigins[0].expiresAt bad_format']],
    [
      'no such day',
      origin({ expiresAt: '2099-02-30T00:00:00Z' }),
      ['initialOrigins[0].expiresAt bad_format'],
    ],
    [
      'a long time',
      origin({ expiresAt: '2099-12-31T00:00:00.0000000000000000000000Z' }),
      ['initialOrigins[0].expiresAt too_long'],
    ],
    [
      'a flag that is text',
      origin({ allowSharedOrigin: 'yes' }),
      ['initialOrigins[0].allowSharedOrigin wrong_type'],
    ],
    [
      'a field of another name',
      origin({ expires: '2099-12-31T00:00:00Z' }),
      ['initialOrigins[0].expires unknown_field'],
    ],
    [
      'a setting of another name',
      { initialSettings: { enableCors: true } as object },
      ['initialSettings.enableCors unknown_field'],
    ],
    [
      'a setting that is text',
      { initialSettings: { enableCorsForOAuthEndpoints: 'true' } as object },
      ['initialSettings.enableCorsForOAuthEndpoints wrong_type'],
    ],
    [
      'a token for a pattern',
      origin({ pattern: Token.asString({ Ref: 'P' }) }),
      ['initialOrigins[0].pattern'],
    ],
    ['a token in a name', origin({ name: `a${Token.asString({ Ref: 'P' })}` }), ['initialOrigins[0].name']],
    [
      'a token for the list',
      { initialOrigins: Token.asAny({ Ref: 'P' }) as unknown as CorsInitialOrigin[] },
      ['initialOrigins'],
    ],
    [
      'everything at once',
      {
        initialOrigins: [
          { pattern: 'http://x.example', name: 'x'.repeat(81) },
          { ...A, name: 'a\nb' },
        ],
      },
      [
        'initialOrigins[0].pattern insecure_scheme',
        'initialOrigins[0].name too_long',
        'initialOrigins[1].name bad_text',
      ],
    ],
    [
      'one pattern twice',
      { initialOrigins: [A, { pattern: 'https://b.example' }, { pattern: 'https://A.example:443' }] },
      ['initialOrigins[2].pattern'],
    ],
    [
      'more than 1,000',
      { initialOrigins: Array.from({ length: 1001 }, (_, n) => ({ pattern: `https://n${n}.example` })) },
      ['initialOrigins'],
    ],
  ])('%s', (_, props, expected) => {
    expect(complaints(props)).toEqual(expected);
  });

  test('says it with the sentence and the suggestion of the admin API', () => {
    expect(() => built({ initialOrigins: [{ pattern: 'http://a.example/' }] })).toThrow(
      `initialOrigins[0].pattern is "http://a.example/": has_path: ${PATTERN_REASONS.has_path} (fix: write "https://a.example")`,
    );
  });

  test('names both of one pattern', () => {
    expect(() => built({ initialOrigins: [A, { pattern: 'https://A.example' }] })).toThrow(
      'initialOrigins[1].pattern is "https://A.example": initialOrigins[0] has the same pattern, https://a.example',
    );
  });

  test('1,000 are taken', () => {
    const initialOrigins = Array.from({ length: 1000 }, (_, n) => ({ pattern: `https://n${n}.example` }));
    expect(idsOf(built({ initialOrigins }), TYPE)).toHaveLength(1);
  });
});

test('500 origins of the greatest length fit a template and an event', () => {
  const initialOrigins = Array.from({ length: 500 }, (_, n) => ({
    pattern: `https://*.${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.n${n}.${'d'.repeat(40)}.example:65535`,
    name: '😀'.repeat(80),
    description: '😀'.repeat(255),
  }));
  const one = built({ initialOrigins });
  expect(JSON.stringify(one.template.toJSON(), undefined, 1).length).toBeLessThan(1_000_000 / 2);
  expect(JSON.stringify(onlyResource(one, TYPE)).length).toBeLessThan(1_000_000 / 4);
  expect(heldBy(one)).toHaveLength(500);
});
