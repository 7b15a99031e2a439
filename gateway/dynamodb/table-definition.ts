import type { ResourceProperties } from '../assembly/resource-properties';
import type { Deployed } from '../assembly/stack';
import type { JsonObject } from '../json';

/** One part of a table's primary key. */
export interface KeyPart {
  readonly name: string;
  readonly role: 'HASH' | 'RANGE';
  readonly type: string;
}

/** The parts of a table that are needed to make it: its name, its primary key and its secondary indexes. */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly key: readonly KeyPart[];
  /** As `CreateTable` takes them; undefined without any. */
  readonly indexes?: TableIndexes;
}

/** The secondary indexes of a table, and the attributes of their keys. */
export interface TableIndexes {
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  readonly input: JsonObject;
}

/**
 * The DynamoDB tables of a stack, in the order of the template. Billing, backups, encryption, TTL and the like decide
 * nothing about a request and are left out.
 *
 * @throws UnsupportedTemplateError for a key whose attribute is not defined
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export function tableDefinitions(stack: Deployed): TableDefinition[] {
  return stack
    .resourcesOf('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table')
    .map((resource) => tableDefinition(resource));
}

function tableDefinition(resource: ResourceProperties): TableDefinition {
  const types = new Map(
    resource
      .nestedList('AttributeDefinitions')
      .map((attribute) => [attribute.string('AttributeName'), attribute.string('AttributeType')]),
  );
  const key = resource.nestedList('KeySchema').map((part): KeyPart => {
    const name = part.string('AttributeName');
    const type = types.get(name);
    if (type === undefined) throw resource.unsupported('AttributeDefinitions', `has no entry for ${name}`);
    return { name, type, role: part.string('KeyType') === 'HASH' ? 'HASH' : 'RANGE' };
  });
  const indexes = indexesOf(resource, types);
  return {
    logicalId: resource.logicalId,
    name: resource.reference,
    key,
    ...(indexes === undefined ? {} : { indexes }),
  };
}

const INDEXES = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'];

function indexesOf(
  resource: ResourceProperties,
  types: ReadonlyMap<string, string>,
): TableIndexes | undefined {
  const entries = INDEXES.flatMap((property) => {
    const indexes = resource.nestedList(property).map((index) => ({
      IndexName: index.string('IndexName'),
      KeySchema: index.value('KeySchema'),
      Projection: index.value('Projection'),
    }));
    return indexes.length === 0 ? [] : [[property, indexes] as const];
  });
  if (entries.length === 0) return undefined;
  return {
    attributes: [...types].map(([name, type]) => ({ name, type })),
    input: Object.fromEntries(entries),
  };
}
