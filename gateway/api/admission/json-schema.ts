import { isJsonObject, type JsonObject } from '../../json';

/** How deep a schema may refer to itself for one body. */
const DEPTH_LIMIT = 64;

type Rule = (limit: unknown, value: unknown, schema: JsonObject) => string | undefined;

const sizeRule =
  (size: (value: unknown) => number | undefined, isBroken: (size: number, limit: number) => boolean): Rule =>
  (limit, value) => {
    const measured = size(value);
    return measured === undefined || typeof limit !== 'number' || !isBroken(measured, limit)
      ? undefined
      : String(limit);
  };

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const length = (value: unknown): number | undefined =>
  typeof value === 'string' ? [...value].length : undefined;
const items = (value: unknown): number | undefined => (Array.isArray(value) ? value.length : undefined);
const members = (value: unknown): number | undefined =>
  isJsonObject(value) ? Object.keys(value).length : undefined;
const less = (size: number, limit: number): boolean => size < limit;
const more = (size: number, limit: number): boolean => size > limit;

/** The keywords of JSON schema draft 4 that look at one value alone. Unknown ones, such as `format`, demand nothing. */
const RULES: Readonly<Record<string, Rule>> = {
  type: (wanted, value) => {
    const types: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    return types.some((type) => isOfType(value, type)) ? undefined : types.join(' or ');
  },
  enum: (values, value) =>
    !Array.isArray(values) || values.some((one) => isSame(one, value)) ? undefined : JSON.stringify(values),
  required: (names, value) => {
    if (!Array.isArray(names) || !isJsonObject(value)) return undefined;
    const missing = names.filter((name) => !Object.hasOwn(value, String(name)));
    return missing.length === 0 ? undefined : missing.join(', ');
  },
  minimum: (limit, value, schema) =>
    schema['exclusiveMinimum'] === true
      ? sizeRule(number, (size, least) => size <= least)(limit, value, schema)
      : sizeRule(number, less)(limit, value, schema),
  maximum: (limit, value, schema) =>
    schema['exclusiveMaximum'] === true
      ? sizeRule(number, (size, most) => size >= most)(limit, value, schema)
      : sizeRule(number, more)(limit, value, schema),
  multipleOf: sizeRule(number, (value, factor) => value % factor !== 0),
  minLength: sizeRule(length, less),
  maxLength: sizeRule(length, more),
  minItems: sizeRule(items, less),
  maxItems: sizeRule(items, more),
  minProperties: sizeRule(members, less),
  maxProperties: sizeRule(members, more),
  pattern: (pattern, value) =>
    typeof value !== 'string' || typeof pattern !== 'string' || new RegExp(pattern).test(value)
      ? undefined
      : pattern,
  uniqueItems: (wanted, value) =>
    wanted === true &&
    Array.isArray(value) &&
    new Set(value.map((item) => JSON.stringify(item))).size < value.length
      ? 'true'
      : undefined,
};

/**
 * The rules of a JSON schema (draft 4, as API Gateway has it) that a value breaks, each with its place.
 *
 * @param schemas the schemas that `$ref` may name, by the last part of its path
 */
export function brokenRules(
  value: unknown,
  schema: JsonObject,
  schemas: JsonObject,
  place = '#',
  depth = 0,
): string[] {
  if (depth > DEPTH_LIMIT) return [`${place}: nested too deep`];
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    const named = schemas[name];
    return isJsonObject(named)
      ? brokenRules(value, named, schemas, place, depth + 1)
      : [`${place}: there is no model ${name}`];
  }
  // A schema may define its own parts, which are named from anywhere below it.
  const known = isJsonObject(schema['definitions']) ? { ...schemas, ...schema['definitions'] } : schemas;
  const within = (part: unknown, given: unknown, at: string): string[] =>
    isJsonObject(given) ? brokenRules(part, given, known, at, depth + 1) : [];
  const own = Object.entries(schema).flatMap(([keyword, limit]) => {
    const rule = Object.hasOwn(RULES, keyword) ? RULES[keyword] : undefined;
    const broken = rule?.(limit, value, schema);
    return broken === undefined ? [] : [`${place}: ${keyword} ${broken}`];
  });
  return [
    ...own,
    ...brokenMembers(value, schema, place, within),
    ...brokenItems(value, schema, place, within),
    ...brokenChoices(value, schema, place, within),
  ];
}

type Within = (part: unknown, schema: unknown, place: string) => string[];

function brokenMembers(value: unknown, schema: JsonObject, place: string, within: Within): string[] {
  if (!isJsonObject(value)) return [];
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const patterns = Object.entries(
    isJsonObject(schema['patternProperties']) ? schema['patternProperties'] : {},
  );
  const others = schema['additionalProperties'];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${place}/${name}`;
    const matching = patterns.filter(([pattern]) => new RegExp(pattern).test(name)).map(([, own]) => own);
    const own = Object.hasOwn(properties, name) ? [properties[name], ...matching] : matching;
    if (own.length > 0) return own.flatMap((one) => within(member, one, at));
    return others === false ? [`${at}: additionalProperties false`] : within(member, others, at);
  });
}

function brokenItems(value: unknown, schema: JsonObject, place: string, within: Within): string[] {
  if (!Array.isArray(value)) return [];
  const wanted = schema['items'];
  return value.flatMap((item, index) =>
    within(item, Array.isArray(wanted) ? wanted[index] : wanted, `${place}/${String(index)}`),
  );
}

function brokenChoices(value: unknown, schema: JsonObject, place: string, within: Within): string[] {
  const fitting = (keyword: string): number | undefined => {
    const choices = schema[keyword];
    return Array.isArray(choices)
      ? choices.filter((choice) => within(value, choice, place).length === 0).length
      : undefined;
  };
  const all = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  return [
    ...all.flatMap((part) => within(value, part, place)),
    ...(fitting('anyOf') === 0 ? [`${place}: anyOf`] : []),
    ...((fitting('oneOf') ?? 1) === 1 ? [] : [`${place}: oneOf`]),
    ...(isJsonObject(schema['not']) && within(value, schema['not'], place).length === 0
      ? [`${place}: not`]
      : []),
  ];
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
