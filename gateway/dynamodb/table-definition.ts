import type { ResourceProperties } from '../assembly/resource-properties';
import type { Stack } from '../assembly/stack';

/** One part of a table's primary key. */
export interface KeyPart {
  readonly name: string;
  readonly role: 'HASH' | 'RANGE';
  readonly type: string;
}

/** The parts of a table that are needed to make it: its name and its primary key. */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly key: readonly KeyPart[];
}

/**
 * The DynamoDB tables of a stack, in the order of the template. Billing, backups, encryption, TTL and the like decide
 * nothing about a request and are left out.
 *
 * @throws UnsupportedTemplateError for secondary indexes: the embedded engine does not keep them right after a crash
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export function tableDefinitions(stack: Stack): TableDefinition[] {
  return stack
    .resourcesOf('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table')
    .map((resource) => tableDefinition(stack, resource));
}

function tableDefinition(stack: Stack, resource: ResourceProperties): TableDefinition {
  for (const indexes of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes']) {
    if (resource.has(indexes)) throw resource.unsupported(indexes, 'are not made by the local gateway');
  }
  const types = new Map(
    resource
      .nestedList('AttributeDefinitions')
      .map((attribute) => [attribute.string('AttributeName'), attribute.string('AttributeType')]),
  );
  return {
    logicalId: resource.logicalId,
    name: stack.reference(resource.logicalId),
    key: resource.nestedList('KeySchema').map((part) => {
      const name = part.string('AttributeName');
      const type = types.get(name);
      if (type === undefined) throw resource.unsupported('AttributeDefinitions', `has no entry for ${name}`);
      return { name, type, role: part.string('KeyType') === 'HASH' ? 'HASH' : 'RANGE' };
    }),
  };
}
