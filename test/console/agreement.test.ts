import type { z } from 'zod';
import type {
  Entry,
  EntryPage,
  Evaluation,
  ImportResult,
  Plan,
  Refusals,
  Settings,
  Usage,
} from '../../console/api/shapes';
import type { entrySchema } from '../../lambda/admin/schema/entry';
import type { evaluationSchema } from '../../lambda/admin/schema/evaluate';
import type { importResultSchema } from '../../lambda/admin/schema/import';
import type { pageSchema } from '../../lambda/admin/schema/list';
import type { plannedSchema } from '../../lambda/admin/schema/plan';
import type { refusalsSchema } from '../../lambda/admin/schema/refusals';
import type { settingsSchema } from '../../lambda/admin/schema/settings';
import type { usageSchema } from '../../lambda/admin/schema/usage';

/** Undefined members of an answer are absent on the wire. */
type Wire<T> = T extends readonly (infer One)[]
  ? readonly Wire<One>[]
  : T extends object
    ? { [Key in keyof T]: Wire<Exclude<T[Key], undefined>> }
    : T;

/** Compiles only where the API's answer is one that the page can read; it is the compiler that checks (`npm run types`). */
type Reads<Shape, Answer extends Shape> = [Shape, Answer];

/** The agreements, by the name of the shape. */
interface Agreements {
  readonly Entry: Reads<Entry, Wire<z.infer<typeof entrySchema>>>;
  readonly EntryPage: Reads<EntryPage, Wire<z.infer<typeof pageSchema>>>;
  readonly Evaluation: Reads<Evaluation, Wire<z.infer<typeof evaluationSchema>>>;
  readonly ImportResult: Reads<ImportResult, Wire<z.infer<typeof importResultSchema>>>;
  readonly Plan: Reads<Plan, Wire<z.infer<typeof plannedSchema>>>;
  readonly Refusals: Reads<Refusals, Wire<z.infer<typeof refusalsSchema>>>;
  readonly Usage: Reads<Usage, Wire<z.infer<typeof usageSchema>>>;
  readonly Settings: Reads<Settings, Wire<z.infer<typeof settingsSchema>>>;
}

const NAMES: Record<keyof Agreements, true> = {
  Entry: true,
  EntryPage: true,
  Evaluation: true,
  ImportResult: true,
  Plan: true,
  Refusals: true,
  Usage: true,
  Settings: true,
};

test('the page reads what the API answers', () => {
  expect(Object.keys(NAMES)).not.toEqual([]);
});
