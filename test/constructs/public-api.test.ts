import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Member {
  readonly name: string;
  readonly optional?: boolean;
  readonly overrides?: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly docs?: { readonly summary?: string };
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
}

/** The package as jsii, and with it every other language, knows it; `npm run build` writes it. */
const assembly = JSON.parse(readFileSync(join(resolve(__dirname, '../..'), '.jsii'), 'utf8')) as {
  readonly types: Readonly<Record<string, Type>>;
};

const types = Object.entries(assembly.types).map(([name, type]) => ({
  ...type,
  name: name.replace(/^.*\./, ''),
}));
const members = types.flatMap((type) =>
  [...(type.properties ?? []), ...(type.methods ?? [])].map((member) => ({ ...member, of: type })),
);

test('everything public says what it is', () => {
  const silent = members.filter(
    ({ docs, overrides }) => overrides === undefined && docs?.summary === undefined,
  );
  expect(silent.map(({ of, name }) => `${of.name}.${name}`)).toEqual([]);
  expect(types.filter(({ docs }) => docs?.summary === undefined).map(({ name }) => name)).toEqual([]);
});

test('every prop that can be left out says what happens then', () => {
  const props = members.filter(({ of, optional }) => of.datatype === true && optional === true);
  expect(props.length).toBeGreaterThan(40);
  expect(
    props.filter(({ docs }) => docs?.default === undefined).map(({ of, name }) => `${of.name}.${name}`),
  ).toEqual([]);
});

test('nothing is one thing or another: other languages would see any object', () => {
  expect(JSON.stringify(assembly.types)).not.toContain('"union"');
});
