import { isJsonObject } from '../json';
import { IntrinsicError, isTrue, resolveIntrinsics, type IntrinsicScope } from './intrinsics';
import { madeUpAttribute, physicalNames, type PhysicalNames, type StackEnvironment } from './physical-names';
import { ResourceProperties, type ResourceOwner } from './resource-properties';
import type { Template } from './template';

/** The resources of a deployment, of one stack or of several. */
export interface Deployed {
  /** Every resource of these types, in the order of the templates, those of nested stacks last. */
  resourcesOf(...types: readonly string[]): ResourceProperties[];
  /** Every custom resource, in the same order. */
  customResources(): ResourceProperties[];
}

/** The parts of a {@link Stack}. */
export interface StackParts {
  readonly name: string;
  readonly template: Template;
  readonly environment: StackEnvironment;
  /** Folder of each asset by the key under which the template asks for it. */
  readonly assets: ReadonlyMap<string, string>;
  /** Values of template parameters; the ones left out take their `Default`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Reads the template of a nested stack. */
  readonly readTemplate?: (file: string) => Template;
  /** The value that some stack exports under a name. */
  readonly imported?: (name: string) => string | undefined;
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The attribute of a nested stack that names one of its outputs. */
const NESTED_OUTPUT = 'Outputs.';

/** One synthesized stack with its nested stacks: its resources with what their references would be after a deployment. */
export class Stack implements Deployed, ResourceOwner {
  readonly name: string;
  readonly environment: StackEnvironment;
  private readonly names = new Map<string, PhysicalNames>();
  private readonly nested = new Map<string, Stack>();
  private readonly scope: IntrinsicScope = {
    ref: (name) => this.reference(name),
    attribute: (logicalId, attribute) => this.attribute(logicalId, attribute),
    mapping: (map, topKey, secondKey) => this.mapping(map, topKey, secondKey),
    condition: (name) => this.condition(name),
    imported: (name) => this.imported(name),
  };

  constructor(private readonly parts: StackParts) {
    this.name = parts.name;
    this.environment = parts.environment;
    for (const [logicalId, { type, condition }] of parts.template.resources) {
      if (type !== NESTED_STACK || (condition !== undefined && !this.condition(condition))) continue;
      const nested = this.nestedStack(this.resource(logicalId));
      if (nested !== undefined) this.nested.set(logicalId, nested);
    }
  }

  resourcesOf(...types: readonly string[]): ResourceProperties[] {
    return this.resourcesWhere((type) => types.includes(type));
  }

  customResources(): ResourceProperties[] {
    return this.resourcesWhere(
      (type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource',
    );
  }

  /** The result of `Ref` for this resource. */
  reference(name: string): string {
    if (this.parts.template.resources.has(name)) return this.namesOf(name).ref;
    return this.pseudoParameter(name) ?? this.parameter(name);
  }

  /** The result of `Fn::GetAtt` for this resource. */
  attribute(logicalId: string, attribute: string): string {
    const nested = this.nested.get(logicalId);
    if (nested !== undefined && attribute.startsWith(NESTED_OUTPUT)) {
      const value = nested.output(attribute.slice(NESTED_OUTPUT.length));
      if (value !== undefined) return value;
    }
    const known = this.namesOf(logicalId).attributes[attribute];
    return known ?? madeUpAttribute(this.resource(logicalId).type, attribute, this.named(logicalId));
  }

  resolve(value: unknown): unknown {
    return resolveIntrinsics(value, this.scope);
  }

  /** The value that this stack exports under a name. */
  exported(name: string): string | undefined {
    for (const [id, output] of Object.entries(this.parts.template.outputs)) {
      const entry = isJsonObject(output) ? output['Export'] : undefined;
      if (isJsonObject(entry) && this.resolve(entry['Name']) === name) return this.output(id);
    }
    return undefined;
  }

  /** The folder of the asset that a template names by this key. */
  asset(objectKey: string): string | undefined {
    return this.parts.assets.get(objectKey);
  }

  /** The value of an output, or `undefined` when the template has none of this name. */
  output(name: string): string | undefined {
    const output = this.parts.template.outputs[name];
    if (!isJsonObject(output)) return undefined;
    return this.propertiesOf(name, 'Output', output).string('Value');
  }

  private resourcesWhere(isWanted: (type: string) => boolean): ResourceProperties[] {
    const own = [...this.parts.template.resources]
      .filter(
        ([, { type, condition }]) => isWanted(type) && (condition === undefined || this.condition(condition)),
      )
      .map(([logicalId]) => this.resource(logicalId));
    return [...own, ...[...this.nested.values()].flatMap((stack) => stack.resourcesWhere(isWanted))];
  }

  /** Its template is an asset too; one that is not, such as a template on the web, is left out. */
  private nestedStack(resource: ResourceProperties): Stack | undefined {
    const key = resource.string('TemplateURL').split('/').at(-1) ?? '';
    const file = this.parts.assets.get(key);
    if (file === undefined || this.parts.readTemplate === undefined) return undefined;
    return new Stack({
      ...this.parts,
      name: `${this.name}-${resource.logicalId}`,
      template: this.parts.readTemplate(file),
      // Read when they are needed: one may come from another nested stack.
      parameters: lazyParameters(resource.nested('Parameters')),
    });
  }

  private resource(logicalId: string): ResourceProperties {
    const resource = this.parts.template.resources.get(logicalId);
    if (resource === undefined) throw new IntrinsicError(`there is no resource ${logicalId}`);
    return this.propertiesOf(logicalId, resource.type, resource.properties);
  }

  private propertiesOf(
    logicalId: string,
    type: string,
    values: Readonly<Record<string, unknown>>,
  ): ResourceProperties {
    return new ResourceProperties(logicalId, type, values, this);
  }

  private namesOf(logicalId: string): PhysicalNames {
    const known = this.names.get(logicalId);
    if (known !== undefined) return known;
    const names = physicalNames(this.resource(logicalId).type, this.named(logicalId));
    this.names.set(logicalId, names);
    return names;
  }

  private named(logicalId: string): Parameters<typeof physicalNames>[1] {
    const resource = this.resource(logicalId);
    return {
      stackName: this.name,
      logicalId,
      environment: this.environment,
      property: (name) => resource.optionalString(name),
    };
  }

  private condition(name: string): boolean {
    const condition = this.parts.template.conditions[name];
    const place = this.propertiesOf(name, 'Condition', {});
    if (condition === undefined) throw place.unsupported('condition', 'is not in the template');
    try {
      return isTrue(condition, this.scope);
    } catch (error) {
      if (error instanceof IntrinsicError)
        throw place.unsupported('condition', `cannot be evaluated: ${error.message}`);
      throw error;
    }
  }

  private imported(name: string): string {
    const value = this.parts.imported?.(name);
    if (value === undefined) throw new IntrinsicError(`no stack here exports ${name}`);
    return value;
  }

  private pseudoParameter(name: string): string | undefined {
    const { account, region } = this.environment;
    const values: Readonly<Record<string, string>> = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${this.name}/local`,
    };
    return values[name];
  }

  private parameter(name: string): string {
    const given = this.parts.parameters[name];
    if (given !== undefined) return given;
    const declared = this.parts.template.parameters[name];
    const fallback = isJsonObject(declared) ? declared['Default'] : undefined;
    if (typeof fallback === 'string' || typeof fallback === 'number') return String(fallback);
    throw new IntrinsicError(`${name} is neither a resource nor a parameter with a value`);
  }

  private mapping(map: string, topKey: string, secondKey: string): unknown {
    const top = this.parts.template.mappings[map];
    const second = isJsonObject(top) ? top[topKey] : undefined;
    const value = isJsonObject(second) ? second[secondKey] : undefined;
    if (value === undefined) throw new IntrinsicError(`there is no mapping ${map}.${topKey}.${secondKey}`);
    return value;
  }
}

/** The parameters that a stack hands to a nested one, each resolved at its first use. */
function lazyParameters(given: ResourceProperties | undefined): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  return new Proxy<Record<string, string>>(
    {},
    { get: (_target, name) => (typeof name === 'string' ? given.optionalString(name) : undefined) },
  );
}
