import { GatewayError } from '../errors';
import { isJsonObject, parseJson, type JsonObject } from '../json';

/** One resource of a CloudFormation template. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: JsonObject;
  /** Name of the condition that decides whether the resource exists. */
  readonly condition: string | undefined;
}

/** The sections of a CloudFormation template that the local gateway reads. */
export interface Template {
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
}

/**
 * Reads the text of a JSON template.
 *
 * @throws GatewayError `template_invalid` when it is not JSON, has no `Resources`, or a resource has no `Type`
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function parseTemplate(text: string, file: string): Template {
  const root = parseJson(text);
  if (!isJsonObject(root) || !isJsonObject(root['Resources'])) {
    throw new GatewayError('template_invalid', `${file} is not a JSON template with "Resources"`);
  }
  const resources = new Map<string, TemplateResource>();
  for (const [logicalId, resource] of Object.entries(root['Resources'])) {
    if (!isJsonObject(resource) || typeof resource['Type'] !== 'string') {
      throw new GatewayError('template_invalid', `${file}: Resources.${logicalId} has no "Type"`);
    }
    resources.set(logicalId, {
      type: resource['Type'],
      properties: section(resource, 'Properties'),
      condition: typeof resource['Condition'] === 'string' ? resource['Condition'] : undefined,
    });
  }
  return {
    resources,
    parameters: section(root, 'Parameters'),
    mappings: section(root, 'Mappings'),
    conditions: section(root, 'Conditions'),
    outputs: section(root, 'Outputs'),
  };
}

function section(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isJsonObject(value) ? value : {};
}
