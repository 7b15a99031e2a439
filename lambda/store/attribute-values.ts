import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Attributes by name, as the DynamoDB API gives and takes them. */
export type AttributeMap = Record<string, AttributeValue>;

/**
 * The attributes of an item made of text, numbers, booleans, lists and objects; properties that are undefined are left
 * out. The SDK's own mapper knows many more types, and is a package more in every bundle.
 */
export function toAttributes(item: object): AttributeMap {
  const attributes: AttributeMap = {};
  for (const [name, value] of Object.entries(item) as [string, unknown][]) {
    if (value !== undefined) attributes[name] = toAttribute(value);
  }
  return attributes;
}

function toAttribute(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value as object) };
}

/** The number in an attribute, or undefined when it holds none. */
export function numberIn(attribute: AttributeValue | undefined): number | undefined {
  const value = attribute?.N === undefined ? NaN : Number(attribute.N);
  return Number.isNaN(value) ? undefined : value;
}

/**
 * Bytes of an item as DynamoDB counts them: names and text in UTF-8, and what lists and maps cost by themselves.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(attributes: AttributeMap): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + attributeBytes(value),
    0,
  );
}

function attributeBytes(attribute: AttributeValue): number {
  if (attribute.S !== undefined) return Buffer.byteLength(attribute.S);
  if (attribute.N !== undefined) return Math.ceil(attribute.N.length / 2) + 2;
  if (attribute.L !== undefined) {
    return attribute.L.reduce((sum, element) => sum + 1 + attributeBytes(element), 3);
  }
  if (attribute.M !== undefined) return 3 + Object.keys(attribute.M).length + itemBytes(attribute.M);
  return 1;
}
