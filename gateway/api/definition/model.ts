import type { ResourceProperties } from '../../assembly/resource-properties';
import { isJsonObject, parseJson, type JsonObject } from '../../json';

/** The JSON schema of a model, which a template may write as an object or as a text. */
export function modelSchema(model: ResourceProperties): JsonObject {
  const given = model.value('Schema');
  const schema = typeof given === 'string' ? parseJson(given) : given;
  if (isJsonObject(schema)) return schema;
  throw model.unsupported('Schema', 'is not a JSON schema');
}
