import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * Bytes of an item, counted by hand from DynamoDB's rules and apart from the store's own count: names and texts in UTF-8,
 * at most 21 bytes a number, 3 bytes a list or map and 1 more for each element.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function sizeOfItem(item: Readonly<Record<string, AttributeValue>>): number {
  const encoder = new TextEncoder();
  const sizeOf = (value: AttributeValue): number => {
    if (value.S !== undefined) return encoder.encode(value.S).length;
    if (value.N !== undefined) return 21;
    if (value.BOOL !== undefined) return 1;
    const children = value.L ?? Object.values(value.M ?? {});
    const names = Object.keys(value.M ?? {});
    return [...names.map((S) => ({ S })), ...children].reduce(
      (sum, child) => sum + sizeOf(child),
      3 + children.length,
    );
  };
  return sizeOf({ M: item });
}
