import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WatchedGateway } from '../../examples/operations/app';
import { changeOf } from '../../lambda/changes/change-of';
import type { AttributeMap } from '../../lambda/store/attribute-values';
import type { ChangeEvent } from '../../lib/contract';
import { scratchApp } from '../constructs/support/scratch-app';

/*
 * The rules of examples/operations against the changes that the publisher tells.
 */

type Pattern = { readonly [field: string]: readonly unknown[] | Pattern };

interface RuleProperties {
  readonly EventPattern: Pattern;
  readonly Targets: readonly {
    readonly InputTransformer: { readonly InputPathsMap: Readonly<Record<string, string>> };
  }[];
}

const stack: Stack = new WatchedGateway(scratchApp(), 'Watched');
const rules = Object.entries(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(
  ([id, rule]) => [id.replace(/[0-9A-F]{8}$/, ''), rule['Properties'] as RuleProperties] as const,
);

/**
 * Whether each field that a pattern names has one of its values. A field that is not there matches nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = (event as Readonly<Record<string, unknown>> | undefined)?.[field];
    if (!Array.isArray(wanted)) return matches(wanted as Pattern, value);
    return [value].flat().some((one) => wanted.some((each) => JSON.stringify(each) === JSON.stringify(one)));
  });
}

function matching(detail: ChangeEvent): string[] {
  return rules
    .filter(([, { EventPattern }]) => {
      const { resources } = EventPattern;
      return matches(EventPattern, { source: 'cors-allowlist', resources, detail });
    })
    .map(([id]) => id);
}

const written = { updatedAt: { S: '2030-01-01T00:00:00.000Z' }, updatedBy: { S: 'ada' } };
const entry = (version: number, status: string): AttributeMap => ({
  pk: { S: 'E#00' },
  sk: { S: 'https://app.example' },
  status: { S: status },
  version: { N: String(version) },
  ...written,
});
const settings = (version: number, isOn: boolean): AttributeMap => ({
  pk: { S: 'SETTINGS' },
  sk: { S: 'SETTINGS' },
  enableCorsForOAuthEndpoints: { BOOL: isOn },
  version: { N: String(version) },
  ...written,
});

function change(before: AttributeMap | undefined, after: AttributeMap | undefined): ChangeEvent {
  const told = changeOf({
    dynamodb: {
      SequenceNumber: '1',
      ...(before === undefined ? {} : { OldImage: before }),
      ...(after === undefined ? {} : { NewImage: after }),
    },
  });
  if (told === undefined) throw new Error('the publisher tells no such change');
  return told;
}

test.each<[string, AttributeMap | undefined, AttributeMap | undefined, string[]]>([
  ['a new entry', undefined, entry(1, 'active'), ['Changes']],
  ['a new entry that is inactive', undefined, entry(1, 'inactive'), []],
  ['the activation of an entry', entry(1, 'inactive'), entry(2, 'active'), ['Changes']],
  ['the end of an entry', entry(1, 'active'), entry(2, 'inactive'), []],
  ['a deletion', entry(1, 'active'), entry(2, 'deleted'), []],
  ['a restoration', entry(2, 'deleted'), entry(3, 'active'), ['Changes']],
  ['a restoration of an inactive entry', entry(2, 'deleted'), entry(3, 'inactive'), []],
  ['a removal', entry(2, 'active'), undefined, []],
  ['the first settings', undefined, settings(1, true), ['SettingsChanges']],
  ['a change of the settings', settings(1, true), settings(2, false), ['SettingsChanges']],
  ['a removal of the settings', settings(1, true), undefined, []],
])('%s', (_, before, after, expected) => {
  const detail = change(before, after);
  expect(matching(detail)).toEqual(expected);
  for (const [id, { Targets }] of rules) {
    if (!expected.includes(id)) continue;
    for (const path of Object.values(Targets[0]?.InputTransformer.InputPathsMap ?? {})) {
      const value = path
        .split('.')
        .slice(1)
        .reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>> | undefined)?.[name], {
          detail,
        });
      expect(value).toBeDefined();
    }
  }
});

test('the page shows the rule of the example', () => {
  const ruleIn = (file: string): string | undefined =>
    /^ *(detail: \{ action: .*)$/m.exec(readFileSync(resolve(__dirname, '../..', file), 'utf8'))?.[1];
  expect(ruleIn('docs/change-events.md')).toBeDefined();
  expect(ruleIn('docs/change-events.md')).toBe(ruleIn('examples/operations/app.ts'));
});
