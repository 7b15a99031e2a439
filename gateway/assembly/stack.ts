import { isJsonObject } from '../json';
import { IntrinsicError, resolveIntrinsics, type IntrinsicScope } from './intrinsics';
import { physicalNames, type PhysicalNames, type StackEnvironment } from './physical-names';
import { ResourceProperties } from './resource-properties';
import type { Template } from './template';

/** The parts of a {@link Stack}. */
export interface StackParts {
  readonly name: string;
  readonly template: Template;
  readonly environment: StackEnvironment;
  /** Folder of each asset by the key under which the template asks for it. */
  readonly assets: ReadonlyMap<string, string>;
  /** Values of template parameters; the ones left out take their `Default`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** One synthesized stack: its resources with what their references would be after a deployment. */
export class Stack {
  readonly name: string;
  readonly environment: StackEnvironment;
  private readonly names = new Map<string, PhysicalNames>();
  private readonly scope: IntrinsicScope = {
    ref: (name) => this.reference(name),
    attribute: (logicalId, attribute) => this.attribute(logicalId, attribute),
    mapping: (map, topKey, secondKey) => this.mapping(map, topKey, secondKey),
  };

  constructor(private readonly parts: StackParts) {
    this.name = parts.name;
    this.environment = parts.environment;
  }

  /** Every resource of these types, in the order of the template. */
  resourcesOf(...types: readonly string[]): ResourceProperties[] {
    return this.resourcesWhere((type) => types.includes(type));
  }

  /** Every custom resource, in the order of the template. */
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
    const value = this.namesOf(logicalId).attributes[attribute];
    if (value === undefined)
      throw new IntrinsicError(`${logicalId} has no attribute ${attribute} that is known here`);
    return value;
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
    return [...this.parts.template.resources]
      .filter(([, resource]) => isWanted(resource.type))
      .map(([logicalId]) => this.resource(logicalId));
  }

  private resource(logicalId: string): ResourceProperties {
    const resource = this.parts.template.resources.get(logicalId);
    if (resource === undefined) throw new IntrinsicError(`there is no resource ${logicalId}`);
    const properties = this.propertiesOf(logicalId, resource.type, resource.properties);
    if (resource.condition !== undefined)
      throw properties.unsupported('Condition', 'is not evaluated by the local gateway');
    return properties;
  }

  private propertiesOf(
    logicalId: string,
    type: string,
    values: Readonly<Record<string, unknown>>,
  ): ResourceProperties {
    return new ResourceProperties(logicalId, type, values, (value) => resolveIntrinsics(value, this.scope));
  }

  private namesOf(logicalId: string): PhysicalNames {
    const known = this.names.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.resource(logicalId);
    const names = physicalNames(resource.type, {
      stackName: this.name,
      logicalId,
      environment: this.environment,
      property: (name) => resource.optionalString(name),
    });
    if (names === undefined) {
      throw new IntrinsicError(
        `a reference to ${logicalId} (${resource.type}) is not known to the local gateway`,
      );
    }
    this.names.set(logicalId, names);
    return names;
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
