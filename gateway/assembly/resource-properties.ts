import { UnsupportedTemplateError } from '../errors';
import { isJsonObject, type JsonObject } from '../json';
import { IntrinsicError } from './intrinsics';
import type { StackEnvironment } from './physical-names';

/** The stack that a resource is in. */
export interface ResourceOwner {
  readonly name: string;
  readonly environment: StackEnvironment;
  /** The value with every intrinsic function in it replaced. */
  resolve(value: unknown): unknown;
  reference(name: string): string;
  attribute(logicalId: string, attribute: string): string;
  asset(objectKey: string): string | undefined;
}

/**
 * Typed reading of one resource's properties. A value is resolved when it is read, so a property that cannot be
 * resolved only matters to its readers. Every error names the resource, its type and the property.
 */
export class ResourceProperties {
  constructor(
    readonly logicalId: string,
    readonly type: string,
    private readonly values: JsonObject,
    readonly owner: ResourceOwner,
    private readonly prefix = '',
  ) {}

  /** The result of `Ref` for this resource. */
  get reference(): string {
    return this.owner.reference(this.logicalId);
  }

  /** The result of `Fn::GetAtt` for this resource. */
  attribute(name: string): string {
    return this.owner.attribute(this.logicalId, name);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  names(): readonly string[] {
    return Object.keys(this.values);
  }

  /** Every property, resolved. */
  all(): JsonObject {
    return Object.fromEntries(Object.keys(this.values).map((name) => [name, this.value(name)]));
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw this.unsupported(name, 'is missing');
    return value;
  }

  optionalString(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.unsupported(name, 'must be a text');
  }

  /** Templates may write numbers as texts. */
  optionalNumber(name: string): number | undefined {
    const value = this.optionalString(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (value.trim() === '' || !Number.isFinite(number)) throw this.unsupported(name, 'must be a number');
    return number;
  }

  /** Templates may write booleans as texts; what is left out is false. */
  boolean(name: string): boolean {
    return this.optionalString(name) === 'true';
  }

  strings(name: string): readonly string[] {
    const value = this.value(name);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.unsupported(name, 'must be a list of texts');
  }

  stringMap(name: string): ReadonlyMap<string, string> {
    const value = this.value(name);
    if (value === undefined) return new Map();
    if (!isJsonObject(value)) throw this.unsupported(name, 'must be a map of texts');
    return new Map(Object.entries(value).map(([key, item]) => [key, this.mapValue(name, key, item)]));
  }

  nested(name: string): ResourceProperties | undefined {
    const value = this.nestedValue(name);
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) throw this.unsupported(name, 'must be an object');
    return this.child(value, `${this.prefix}${name}.`);
  }

  nestedList(name: string): readonly ResourceProperties[] {
    const value = this.nestedValue(name);
    if (value === undefined) return [];
    if (!Array.isArray(value) || !value.every(isJsonObject)) throw this.unsupported(name, 'must be a list');
    return value.map((item, index) => this.child(item, `${this.prefix}${name}[${index}].`));
  }

  /** An error about this property. */
  unsupported(name: string, what: string): UnsupportedTemplateError {
    return new UnsupportedTemplateError(this.logicalId, this.type, `${this.prefix}${name} ${what}`);
  }

  /** The same resource with other properties; errors name them with this prefix. */
  with(values: JsonObject, prefix: string): ResourceProperties {
    return new ResourceProperties(this.logicalId, this.type, values, this.owner, prefix);
  }

  /** One property, resolved. */
  value(name: string): unknown {
    try {
      return this.owner.resolve(this.values[name]);
    } catch (error) {
      if (error instanceof IntrinsicError)
        throw this.unsupported(name, `cannot be resolved: ${error.message}`);
      throw error;
    }
  }

  private mapValue(name: string, key: string, value: unknown): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.unsupported(`${name}.${key}`, 'must be a text');
  }

  private child(values: JsonObject, prefix: string): ResourceProperties {
    return this.with(values, prefix);
  }

  /** A function in the place of the whole value is evaluated; what is inside is when it is read. */
  private nestedValue(name: string): unknown {
    const value = this.values[name];
    const [first] = isJsonObject(value) ? Object.keys(value) : [];
    return first?.startsWith('Fn::') === true || first === 'Ref' ? this.value(name) : value;
  }
}
