import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChangeEvent } from '../../../../lib/contract';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const FILE = join(__dirname, '../../../../docs/change-event.schema.json');
const document = JSON.parse(readFileSync(FILE, 'utf8')) as JsonSchema;
const schema = z.fromJSONSchema(document as Parameters<typeof z.fromJSONSchema>[0]);

/** The faults of an event by the published schema: what it refuses, and fields that it does not describe. */
export function schemaFaults(event: unknown): readonly string[] {
  const { error } = schema.safeParse(event);
  const refused = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  return [...refused, ...undescribed(event as ChangeEvent)];
}

function undescribed(event: ChangeEvent): readonly string[] {
  const { entry, settings } = document.$defs ?? {};
  const view = event.target === 'entry' ? entry : settings;
  const unknown = (place: string, value: object | undefined, known: JsonSchema | undefined): string[] =>
    Object.keys(value ?? {})
      .filter((name) => !Object.hasOwn(known?.properties ?? {}, name))
      .map((name) => `${place}${name}: is not described`);
  return [
    ...unknown('', event, document),
    ...unknown('before.', event.before, view),
    ...unknown('after.', event.after, view),
  ];
}
