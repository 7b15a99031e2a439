import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { PARTITION_KEY, TTL_ATTRIBUTE } from '../../lib/contract';
import type { AttributeMap } from './attribute-values';

/** The condition on the item that is there, under which a write happens. */
export type WriteCondition = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** No item is there. */
export function absent(): WriteCondition {
  return {
    ConditionExpression: 'attribute_not_exists(#pk)',
    ExpressionAttributeNames: { '#pk': PARTITION_KEY },
  };
}

/** No item is there, or one that is past its time to live. Conditions have no clock, so the time is handed in. */
export function absentOrGone(now: number): WriteCondition {
  return {
    ConditionExpression: 'attribute_not_exists(#pk) OR #ttl <= :now',
    ExpressionAttributeNames: { '#pk': PARTITION_KEY, '#ttl': TTL_ATTRIBUTE },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
  };
}

/**
 * The item is the one that was read. Its version rises with every write; `createdAt` tells it from a later item of the same
 * key. Attributes are compared as they are, so that an item which somebody else wrote badly can be written over too.
 */
export function unchanged(item: AttributeMap): WriteCondition {
  const { version, createdAt } = item;
  return {
    ConditionExpression: [
      'attribute_exists(#pk)',
      version === undefined ? 'attribute_not_exists(#version)' : '#version = :version',
      createdAt === undefined ? 'attribute_not_exists(#createdAt)' : '#createdAt = :createdAt',
    ].join(' AND '),
    ExpressionAttributeNames: { '#pk': PARTITION_KEY, '#version': 'version', '#createdAt': 'createdAt' },
    ...(version === undefined && createdAt === undefined
      ? {}
      : {
          ExpressionAttributeValues: {
            ...(version === undefined ? {} : { ':version': version }),
            ...(createdAt === undefined ? {} : { ':createdAt': createdAt }),
          },
        }),
  };
}
