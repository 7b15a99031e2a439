import type { HeaderList } from '../../http/headers';
import { areSendable } from '../../http/response';
import type { ResourceProperties } from '../../assembly/resource-properties';
import { valueSource, type RequestValues, type ValueSource } from './value-source';

/** A response header and where its value comes from. */
export type HeaderMapping = readonly [name: string, source: ValueSource];

/**
 * The `ResponseParameters` of a resource as mappings to headers.
 *
 * @param prefix the part of each key before the header's name
 * @throws UnsupportedTemplateError for a key or an expression of another kind
 */
export function headerMappings(resource: ResourceProperties, prefix: string): HeaderMapping[] {
  return [...resource.stringMap('ResponseParameters')].map(([key, expression]) => {
    const source = valueSource(expression);
    if (!key.startsWith(prefix) || source === undefined) {
      throw resource.unsupported(
        `ResponseParameters.${key}`,
        `${expression} is not mapped by the local gateway`,
      );
    }
    return [key.slice(prefix.length), source];
  });
}

/** The mapped headers of one response. A header whose source has no value, or none that can be sent, is left out. */
export function mappedHeaders(mappings: readonly HeaderMapping[], values: RequestValues): HeaderList {
  return mappings.flatMap(([name, source]) => {
    const value = source(values);
    return value !== undefined && areSendable([[name, value]]) ? [[name, value] as const] : [];
  });
}
